// The words that option builders are given: they know no language and no clock.
import type { AxisTick } from './time-axis.ts';

export type TimeWords = {
	tick: (tick: AxisTick) => string;
	/** The whole moment, as in a tooltip or a table. */
	bucket: (ms: number) => string;
	time: string;
};

export type RateWords = {
	count: (count: number) => string;
	rate: (rate: number | null) => string;
	/** At an axis, where places that say nothing are left out. */
	axisRate: (rate: number) => string;
	interval: (low: number, high: number) => string;
	attempts: string;
	failures: string;
	rateName: string;
	intervalName: string;
	lowName: string;
	highName: string;
	/** What the rate usually is. */
	baseline: string;
	/** The rate, the time and the attempts of the window that is compared with. */
	compared: string;
	comparedTime: string;
	comparedAttempts: string;
	/** Said instead of a rate that so few attempts cannot carry. */
	tooFew: (nMin: number) => string;
	noAttempts: string;
};
