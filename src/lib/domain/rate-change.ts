import type { Interval } from './rates.ts';

/** What a change of a failure rate means to whoever looks after the fleet. */
export const RATE_CHANGE_KINDS = ['worse', 'recovered'] as const;

export type RateChangeKind = (typeof RATE_CHANGE_KINDS)[number];

export type RateChange = {
	/** Now minus before, with its 95 % interval. */
	difference: number;
	low: number;
	high: number;
	/** `none` when chance alone explains it: the 95 % interval of the difference holds zero. */
	direction: 'up' | 'down' | 'none';
};

/**
 * Compares a rate with that of the window before. The interval of the difference is Newcombe's (1998, method 10), made from
 * the two Wilson intervals, so that small counts do not pretend to a trend. Null when one side has no attempts.
 */
export function rateChange(now: Interval, before: Interval): RateChange | null {
	if (now.rate === null || before.rate === null) return null;
	const difference = now.rate - before.rate;
	const low = difference - Math.hypot(now.rate - now.low, before.high - before.rate);
	const high = difference + Math.hypot(now.high - now.rate, before.rate - before.low);
	return { difference, low, high, direction: low > 0 ? 'up' : high < 0 ? 'down' : 'none' };
}

/** Of a rate of failures: the more, the worse. Null when chance alone explains the difference. */
export function failureChangeKind({ direction }: Pick<RateChange, 'direction'>): RateChangeKind | null {
	return direction === 'none' ? null : direction === 'up' ? 'worse' : 'recovered';
}
