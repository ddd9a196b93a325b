// What to ask instead where a question was refused for its length.
import { ApiError } from '#lib/api/errors.ts';
import { readInstant } from '#lib/domain/fleet-filter.ts';
import { FACTS_SPAN_DAYS_MAX } from '#lib/domain/time-windows.ts';
import { withParameters } from '#lib/links.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

export const isWindowTooLong = (error: Error): boolean => error instanceof ApiError && error.code === 'window.too_long';

/** The same page over the end of its window: as many days as every question is answered for. */
export function shorterWindow(url: URL, nowMs: number): string {
	const to = readInstant(url.searchParams, 'to');
	// To the minute, so that server and browser write the same link.
	const nowMinuteMs = Math.floor(nowMs / MS_PER_MINUTE) * MS_PER_MINUTE;
	const toMs = to === null ? nowMinuteMs : Math.min(Date.parse(to), nowMinuteMs);
	const [fromText, toText] = [toMs - FACTS_SPAN_DAYS_MAX * MS_PER_DAY, toMs].map((ms) => new Date(ms).toISOString());
	return withParameters(url, { window: null, from: fromText ?? null, to: toText ?? null });
}
