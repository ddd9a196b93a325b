/** An effect with its interval, as differences of proportions. */
export type ShownEffect = { effect: number; low: number; high: number };

/** Narrower scales would make nothing look like something. */
const SCALE_MIN = 0.01;
/** One interval far wider than the rest must not flatten them. */
const TIMES_LARGEST = 2;

/** How far a scale reaches to both sides of nought so that all intervals find room. */
export function effectScale(effects: readonly ShownEffect[]): number {
	const widest = Math.max(0, ...effects.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
	const largest = Math.max(0, ...effects.map(({ effect }) => Math.abs(effect)));
	return Math.max(SCALE_MIN, Math.min(widest, Math.max(largest * TIMES_LARGEST, SCALE_MIN)));
}

/** Where a difference stands on that scale, in per cent of its width; what lies beyond is cut at the edge. */
export function effectPosition(difference: number, scale: number): number {
	return Math.min(100, Math.max(0, 50 + (difference / scale) * 50));
}
