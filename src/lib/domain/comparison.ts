import { z } from 'zod';
import { instantParameter, WINDOW_DAYS_MAX, type WindowError } from './fleet-filter.ts';
import { parseInstant } from './instants.ts';
import type { TimeWindow } from './time-windows.ts';
import { zoneOffsetMs } from './time-zones.ts';

/**
 * What a window is compared with: nothing, the same length of time right before it, the same days and hours a week before
 * (traffic has a weekly rhythm), or a window of one's own choice.
 */
export const COMPARISONS = ['none', 'previous', 'week', 'custom'] as const;

export type ComparisonKind = (typeof COMPARISONS)[number];

/** Beside the fleet filter in the query of endpoints that compare, and in the address of pages that do. */
export const comparisonShape = {
	compare: z.enum(COMPARISONS).default('none'),
	compareFrom: instantParameter.optional(),
	compareTo: instantParameter.optional()
};

export const comparisonSchema = z.object(comparisonShape);

export type Comparison = z.output<typeof comparisonSchema>;

export const COMPARISON_KEYS = Object.keys(comparisonShape) as (keyof Comparison)[];

export const NO_COMPARISON: Comparison = { compare: 'none' };

const MS_PER_DAY = 86_400_000;
const WEEK_MS = 7 * MS_PER_DAY;

/** Reads the address of a page: what does not parse counts as not chosen, and is named. */
export function readComparison(params: URLSearchParams): { comparison: Comparison; ignored: (keyof Comparison)[] } {
	const chosen: Partial<Record<keyof Comparison, string>> = {};
	for (const key of COMPARISON_KEYS) {
		const value = params.get(key);
		if (value !== null && value !== '') chosen[key] = value;
	}
	const result = comparisonSchema.safeParse(chosen);
	if (result.success) return { comparison: result.data, ignored: [] };
	return { comparison: NO_COMPARISON, ignored: Object.keys(chosen) as (keyof Comparison)[] };
}

/** Writes what was chosen and nothing else; the ends belong to a custom comparison only. */
export function writeComparison(comparison: Comparison): Record<keyof Comparison, string | null> {
	const isCustom = comparison.compare === 'custom';
	return {
		compare: comparison.compare === 'none' ? null : comparison.compare,
		compareFrom: (isCustom && comparison.compareFrom) || null,
		compareTo: (isCustom && comparison.compareTo) || null
	};
}

/**
 * The window to compare with, null when nothing is compared. A week before means the same clock times of the zone, so
 * across a change of clocks it is not exactly 168 hours.
 */
export function comparedWindow(
	comparison: Comparison,
	window: TimeWindow,
	zone: string
): TimeWindow | null | WindowError {
	switch (comparison.compare) {
		case 'none':
			return null;
		case 'previous':
			return { fromMs: window.fromMs - (window.toMs - window.fromMs), toMs: window.fromMs };
		case 'week':
			return { fromMs: aWeekBefore(window.fromMs, zone), toMs: aWeekBefore(window.toMs, zone) };
		case 'custom':
			return customWindow(comparison);
	}
}

function customWindow({ compareFrom, compareTo }: Comparison): TimeWindow | WindowError {
	const [fromMs, toMs] = [compareFrom, compareTo].map((text) => (text === undefined ? '' : parseInstant(text)));
	if (typeof fromMs !== 'number' || typeof toMs !== 'number' || fromMs >= toMs) return 'empty';
	return toMs - fromMs > WINDOW_DAYS_MAX * MS_PER_DAY ? 'too_long' : { fromMs, toMs };
}

function aWeekBefore(instantMs: number, zone: string): number {
	const guessMs = instantMs - WEEK_MS;
	return guessMs + zoneOffsetMs(instantMs, zone) - zoneOffsetMs(guessMs, zone);
}
