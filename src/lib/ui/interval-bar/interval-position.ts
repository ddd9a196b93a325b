/** Where an interval stands on a scale from 0 to `max`, in per cent of its width; what lies beyond is cut at the edge. */
export function intervalPosition(interval: { low: number; high: number; rate: number }, max: number) {
	const place = (value: number) => (max <= 0 ? 0 : Math.min(100, Math.max(0, (value / max) * 100)));
	const [low, high] = [place(interval.low), place(interval.high)];
	return { left: low, width: high - low, rate: place(interval.rate), isCut: interval.high > max };
}

/**
 * The scale that a column of intervals shares: the widest upper end, but no more than three times the largest rate, so that
 * one row with hardly any attempts does not flatten all others.
 */
export function sharedScale(intervals: readonly { rate: number; high: number }[]): number {
	const widest = Math.max(0, ...intervals.map((interval) => interval.high));
	const largestRate = Math.max(0, ...intervals.map((interval) => interval.rate));
	return Math.min(widest, Math.max(largestRate * 3, 0.01));
}
