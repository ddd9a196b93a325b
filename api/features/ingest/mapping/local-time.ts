import { zoneOffsetMs } from '#lib/domain/time-zones.ts';

const MS_PER_DAY = 86_400_000;
/** Every zone changes its clocks on a quarter of an hour. */
const CELL_MS = 900_000;
const CELLS_MAX = 50_000;

/**
 * The instant of a local time. When clocks are set back a time occurs twice: `overlap` chooses. When they are set forward
 * the times in between do not exist: as everywhere, they count as that much later, so 02:30 becomes 03:30.
 */
export function localTimeReader(zone: string, overlap: 'earlier' | 'later'): (localMs: number) => number {
	if (zone === 'UTC') return (localMs) => localMs;
	const offsetAt = rememberedOffsets(zone);
	return (localMs) => {
		const before = offsetAt(localMs - MS_PER_DAY);
		const after = offsetAt(localMs + MS_PER_DAY);
		if (before === after) return localMs - before;
		const instants = [localMs - before, localMs - after].filter(
			(instantMs) => instantMs + offsetAt(instantMs) === localMs
		);
		if (instants.length === 0) return localMs - before;
		return overlap === 'earlier' ? Math.min(...instants) : Math.max(...instants);
	};
}

/** Asking the calendar costs microseconds and every row asks. */
function rememberedOffsets(zone: string): (instantMs: number) => number {
	const offsets = new Map<number, number>();
	return (instantMs) => {
		const cell = Math.floor(instantMs / CELL_MS);
		const known = offsets.get(cell);
		if (known !== undefined) return known;
		const offsetMs = zoneOffsetMs(cell * CELL_MS, zone);
		if (offsets.size >= CELLS_MAX) offsets.clear();
		offsets.set(cell, offsetMs);
		return offsetMs;
	};
}
