import type { Bucket } from '#lib/domain/time-windows.ts';
import { zoneOffsetMs } from '#lib/domain/time-zones.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;

/** More labels than this stand too close to be read on a laptop. */
const LABELS_MAX = 12;
const STEPS_MS = [15 * MS_PER_MINUTE, MS_PER_HOUR, 3 * MS_PER_HOUR, 6 * MS_PER_HOUR, 12 * MS_PER_HOUR];
const DAY_STEPS = [1, 2, 5, 7, 14, 30];

export type AxisTick = { kind: 'day' | 'time'; ms: number };

/**
 * Which buckets carry a label: round times of the fleet's clocks, and every midnight as a day. ECharts knows only the
 * browser's zone and UTC, so the axis is one of categories and this says where its labels go.
 */
export function axisTicks(
	bucketStartsMs: readonly number[],
	bucket: Bucket,
	zone: string,
	labelsMax = LABELS_MAX
): Map<number, AxisTick> {
	const ticks = new Map<number, AxisTick>();
	const spanMs = (bucketStartsMs.at(-1) ?? 0) - (bucketStartsMs[0] ?? 0);
	if (bucket === 'day') {
		const step = DAY_STEPS.find((days) => bucketStartsMs.length / days <= labelsMax) ?? 30;
		// Counted from the newest day, so that the day one looks for first always has its label.
		const last = bucketStartsMs.length - 1;
		bucketStartsMs.forEach((ms, index) => {
			if ((last - index) % step === 0) ticks.set(index, { kind: 'day', ms });
		});
		return ticks;
	}
	const step = STEPS_MS.find((stepMs) => spanMs / stepMs <= labelsMax) ?? MS_PER_DAY;
	bucketStartsMs.forEach((ms, index) => {
		const sinceMidnightMs = modulo(ms + zoneOffsetMs(ms, zone), MS_PER_DAY);
		if (sinceMidnightMs === 0) ticks.set(index, { kind: 'day', ms });
		else if (step < MS_PER_DAY && sinceMidnightMs % step === 0) ticks.set(index, { kind: 'time', ms });
	});
	return ticks;
}

function modulo(value: number, divisor: number): number {
	return ((value % divisor) + divisor) % divisor;
}
