import { zoneOffsetMs } from '#lib/domain/time-zones.ts';

const MS_PER_MINUTE = 60_000;
/** Clocks have been changed on the quarter of an hour only since the zones of today exist. */
const OFFSET_SPAN_MS = 15 * MS_PER_MINUTE;

export type LocalClock = {
	/** What the clocks of the zone show at an instant, as milliseconds since 1970 of those clocks. */
	localMs(instantMs: number): number;
	/** RFC 3339 with the zone's offset: `2026-11-22T19:41:36.000+08:00`. */
	text(instantMs: number): string;
};

/** Clocks of one zone for many instants: asking the calendar for each would take longer than all the rest. */
export function localClock(zone: string): LocalClock {
	const offsets = new Map<number, number>();
	const offsetMs = (instantMs: number) => {
		const span = Math.floor(instantMs / OFFSET_SPAN_MS);
		let offset = offsets.get(span);
		if (offset === undefined) offsets.set(span, (offset = zoneOffsetMs(instantMs, zone)));
		return offset;
	};
	return {
		localMs: (instantMs) => instantMs + offsetMs(instantMs),
		text: (instantMs) => {
			const offset = offsetMs(instantMs);
			return new Date(instantMs + offset).toISOString().slice(0, -1) + offsetText(offset);
		}
	};
}

function offsetText(offsetMs: number): string {
	const minutes = Math.abs(Math.round(offsetMs / MS_PER_MINUTE));
	const twoDigits = (value: number) => String(value).padStart(2, '0');
	return `${offsetMs < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
