// Cuts a window so that each part is read where it is cheapest and the sum is exact: whole days, hours or minutes from
// roll-ups, what is left over at their edges from the next finer source, and in the end from the facts.
import { bucketStart, nextBucketStart, type TimeWindow } from '#lib/domain/time-windows.ts';
import { addDays, calendarDay, dayName, startOfDay } from '#lib/domain/time-zones.ts';
import { isRunning, type RollUp, type Source } from './sources.ts';

const MS_PER_MINUTE = 60_000;

export type Piece = TimeWindow & { readonly source: Source };

/**
 * The pieces of `window`, in order, without gap or overlap. `ladder` names the sources from the coarsest to the facts.
 * `foldedDays` (as YYYY-MM-DD) are the days of which terminal_day and slice_day are true, `foldedWeeks` the Mondays of the
 * weeks of which terminal_running and merchant_running are.
 */
export function windowPieces(
	window: TimeWindow,
	ladder: readonly Source[],
	zone: string,
	foldedDays: ReadonlySet<string> = new Set(),
	foldedWeeks: ReadonlySet<string> = new Set()
): Piece[] {
	if (window.fromMs >= window.toMs) return [];
	const [source = 'txn', ...finer] = ladder;
	if (source === 'txn') return [{ source, ...window }];
	const pieces: Piece[] = [];
	const between = (fromMs: number, toMs: number) =>
		windowPieces({ fromMs, toMs }, finer, zone, foldedDays, foldedWeeks);
	let doneMs = window.fromMs;
	for (const span of wholeSpans(window, source, zone, isRunning(source) ? foldedWeeks : foldedDays)) {
		pieces.push(...between(doneMs, span.fromMs), { source, ...span });
		doneMs = span.toMs;
	}
	return [...pieces, ...between(doneMs, window.toMs)];
}

/** The parts of the window that the roll-up can answer exactly, in order; none of them is empty. */
function wholeSpans(window: TimeWindow, source: RollUp, zone: string, folded: ReadonlySet<string>): TimeWindow[] {
	switch (source) {
		case 'terminal_running':
		case 'merchant_running':
			return foldedSpans(window, zone, folded, 7);
		case 'terminal_day':
		case 'slice_day':
			return foldedSpans(window, zone, folded, 1);
		case 'fleet_minute':
			return spanOf(
				Math.ceil(window.fromMs / MS_PER_MINUTE) * MS_PER_MINUTE,
				Math.floor(window.toMs / MS_PER_MINUTE) * MS_PER_MINUTE
			);
		default: {
			const { fromMs, toMs } = window;
			const isWhole = bucketStart(fromMs, 'hour', zone) === fromMs;
			return spanOf(isWhole ? fromMs : nextBucketStart(fromMs, 'hour', zone), bucketStart(toMs, 'hour', zone));
		}
	}
}

const spanOf = (fromMs: number, toMs: number): TimeWindow[] => (fromMs < toMs ? [{ fromMs, toMs }] : []);

/** Runs of folded days, or of weeks named by their first day, that lie wholly inside the window. */
function foldedSpans(
	{ fromMs, toMs }: TimeWindow,
	zone: string,
	folded: ReadonlySet<string>,
	days: 1 | 7
): TimeWindow[] {
	const spans: TimeWindow[] = [];
	for (let startMs = fromMs; startMs < toMs;) {
		const day = calendarDay(startMs, zone);
		const isFirst = startMs === startOfDay(day, zone) && folded.has(dayName(day));
		const endMs = startOfDay(addDays(day, isFirst ? days : 1), zone);
		if (isFirst && endMs <= toMs) {
			const last = spans.at(-1);
			if (last?.toMs === startMs) spans[spans.length - 1] = { fromMs: last.fromMs, toMs: endMs };
			else spans.push({ fromMs: startMs, toMs: endMs });
		}
		startMs = endMs;
	}
	return spans;
}
