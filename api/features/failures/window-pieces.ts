// Cuts a window so that each part is read where it is cheapest and the sum is exact: whole days and hours from roll-ups,
// what is left over at both edges from the facts.
import { bucketStart, nextBucketStart, type TimeWindow } from '#lib/domain/time-windows.ts';
import { addDays, calendarDay, startOfDay, type CalendarDay } from '#lib/domain/time-zones.ts';
import type { Source } from './sources.ts';

const MS_PER_MINUTE = 60_000;

export type Piece = TimeWindow & { readonly source: Source };

/**
 * The pieces of `window`, in order, without gap or overlap. `foldedDays` (as YYYY-MM-DD) are the days of which
 * terminal_day is true; they count only for `terminal_hour`, and only where they lie wholly inside the window.
 */
export function windowPieces(
	window: TimeWindow,
	source: Source,
	zone: string,
	foldedDays: ReadonlySet<string> = new Set()
): Piece[] {
	const { fromMs, toMs } = window;
	if (source === 'txn') return [{ source, fromMs, toMs }];
	const [innerFromMs, innerToMs] = wholeGrains(window, source, zone);
	if (innerFromMs >= innerToMs) return [{ source: 'txn', fromMs, toMs }];
	const inner = { fromMs: innerFromMs, toMs: innerToMs };
	const pieces: Piece[] = [
		{ source: 'txn', fromMs, toMs: innerFromMs },
		...(source === 'terminal_hour' ? daysAndHours(inner, zone, foldedDays) : [{ source, ...inner }]),
		{ source: 'txn', fromMs: innerToMs, toMs }
	];
	return pieces.filter((piece) => piece.fromMs < piece.toMs);
}

/** The day as folded_day names it. */
export function dayName({ year, month, day }: CalendarDay): string {
	return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function wholeGrains({ fromMs, toMs }: TimeWindow, source: Source, zone: string): [number, number] {
	if (source === 'fleet_minute') {
		return [Math.ceil(fromMs / MS_PER_MINUTE) * MS_PER_MINUTE, Math.floor(toMs / MS_PER_MINUTE) * MS_PER_MINUTE];
	}
	const hourOfFrom = bucketStart(fromMs, 'hour', zone);
	return [hourOfFrom === fromMs ? fromMs : nextBucketStart(fromMs, 'hour', zone), bucketStart(toMs, 'hour', zone)];
}

/** Neighbouring days that are read the same way become one piece. */
function daysAndHours({ fromMs, toMs }: TimeWindow, zone: string, foldedDays: ReadonlySet<string>): Piece[] {
	const pieces: Piece[] = [];
	for (let startMs = fromMs; startMs < toMs;) {
		const day = calendarDay(startMs, zone);
		const nextDayMs = startOfDay(addDays(day, 1), zone);
		const isWhole = startMs === startOfDay(day, zone) && nextDayMs <= toMs;
		const source = isWhole && foldedDays.has(dayName(day)) ? 'terminal_day' : 'terminal_hour';
		const endMs = Math.min(nextDayMs, toMs);
		const last = pieces.at(-1);
		if (last?.source === source) pieces[pieces.length - 1] = { ...last, toMs: endMs };
		else pieces.push({ source, fromMs: startMs, toMs: endMs });
		startMs = endMs;
	}
	return pieces;
}
