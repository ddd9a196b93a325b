// From what was asked to what is read: the window in instants, the source, and the pieces it is cut into.
import { comparedWindow, type Comparison } from '#lib/domain/comparison.ts';
import { resolveWindow, WINDOW_DAYS_MAX, type FleetFilter } from '#lib/domain/fleet-filter.ts';
import { FACTS_SPAN_DAYS_MAX, type Bucket, type TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { windowEmpty, windowTooLong } from './failures.errors.ts';
import { factsSpan, foldedDays, foldedWeeks } from './source-spans.repo.ts';
import { isRunning, ladderFor, type Detail, type Dimension, type Source } from './sources.ts';
import { windowPieces, type Piece } from './window-pieces.ts';

const MS_PER_DAY = 86_400_000;

export function windowOf(filter: Pick<FleetFilter, 'window' | 'from' | 'to'>, now: Date, zone: string): TimeWindow {
	const window = resolveWindow(filter, now.getTime(), zone);
	if (window === 'empty') throw windowEmpty();
	if (window === 'too_long') throw windowTooLong(`A window holds at most ${WINDOW_DAYS_MAX} days`);
	return window;
}

/** The window to set beside it; null when nothing is compared. */
export function windowToCompare(comparison: Comparison, window: TimeWindow, zone: string): TimeWindow | null {
	const compared = comparedWindow(comparison, window, zone);
	if (compared === 'empty') throw windowEmpty('`compareFrom` must lie before `compareTo`');
	if (compared === 'too_long') throw windowTooLong(`A window holds at most ${WINDOW_DAYS_MAX} days`);
	return compared;
}

/** Where to read sums of `window` told apart by `dimensions`; `bucket` is null for one sum over all of it. */
export async function planPieces(
	db: ReadDb,
	window: TimeWindow,
	zone: string,
	dimensions: Iterable<Dimension>,
	bucket: Bucket | null,
	detail: Detail = 'all'
): Promise<{ source: Source; pieces: Piece[] }> {
	const ladder = ladderFor(dimensions, bucket, detail);
	const [source = 'txn'] = ladder;
	const byDay = ladder.find((each) => each === 'terminal_day' || each === 'slice_day');
	const days = byDay === undefined ? undefined : await foldedDays(db, byDay, window);
	const weeks = isRunning(source) ? await foldedWeeks(db, window) : undefined;
	const pieces = windowPieces(window, ladder, zone, days, weeks);
	if (isTooManyFacts(pieces) && isTooManyFacts(within(pieces, await factsSpan(db)))) throw tooManyFacts();
	return { source, pieces };
}

/** For what only single transactions know. */
export function factPieces(window: TimeWindow): Piece[] {
	const pieces: Piece[] = [{ source: 'txn', ...window }];
	if (isTooManyFacts(pieces)) throw tooManyFacts();
	return pieces;
}

const tooManyFacts = () =>
	windowTooLong(
		`This combination of filters and groups is counted from single transactions, at most ${FACTS_SPAN_DAYS_MAX} days at a time`
	);

function isTooManyFacts(pieces: readonly Piece[]): boolean {
	const spanMs = pieces.reduce((sum, { source, fromMs, toMs }) => sum + (source === 'txn' ? toMs - fromMs : 0), 0);
	return spanMs > FACTS_SPAN_DAYS_MAX * MS_PER_DAY;
}

/** What of them holds transactions: the time before the first one and after the last one costs nothing, however long. */
function within(pieces: readonly Piece[], span: TimeWindow | null): Piece[] {
	if (span === null) return [];
	return pieces
		.map((piece) => ({ ...piece, fromMs: Math.max(piece.fromMs, span.fromMs), toMs: Math.min(piece.toMs, span.toMs) }))
		.filter(({ fromMs, toMs }) => fromMs < toMs);
}
