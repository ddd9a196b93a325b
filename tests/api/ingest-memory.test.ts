import { expect, test } from 'vitest';
import { GROWTH_MIB_MAX, LATE_GROWTH_MIB_MAX, streamGigabyte } from '#tests/bench/memory.bench.ts';

const TIMEOUT_MS = 300_000;

test(
	'memory stays flat while a gigabyte streams in, and every payment of it is taken',
	async () => {
		const use = await streamGigabyte();
		expect(use.sent).toBeGreaterThan(300_000);
		expect(use.accepted).toBe(use.sent);
		expect(use.growthMib).toBeLessThan(GROWTH_MIB_MAX);
		expect(use.lateGrowthMib).toBeLessThan(LATE_GROWTH_MIB_MAX);
	},
	TIMEOUT_MS
);
