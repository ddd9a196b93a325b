import { zoneOffsetMs } from '#lib/domain/time-zones.ts';

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** What a field for date and time holds (`2026-01-31T08:00`), as an instant of the zone; null when it is not filled in. */
export function instantOfLocal(text: string, zone: string): string | null {
	const match = LOCAL.exec(text);
	if (!match) return null;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
	const localMs = Date.UTC(year, month - 1, day, hour, minute);
	// Where clocks change, the offset at the first guess may be the other one: ask again at the result.
	const guessMs = localMs - zoneOffsetMs(localMs, zone);
	return new Date(localMs - zoneOffsetMs(guessMs, zone)).toISOString();
}

/** An instant as a field for date and time shows it, in the zone. */
export function localOfInstant(instant: string, zone: string): string {
	const ms = Date.parse(instant);
	return new Date(ms + zoneOffsetMs(ms, zone)).toISOString().slice(0, 16);
}
