import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	countDay,
	dueClosedDays,
	dueOpenDays,
	merchantZones,
	recountMerchants,
	recountWholeDays,
	waitingMerchants
} from './fee-state.repo.ts';

const ZONES = { timeZone: 'Asia/Shanghai', merchantZones: ['Europe/Berlin'] };
const DUE = { day: '2026-03-01', folded_at: SAMPLE_INSTANT, facts: 0 };

export const samples: QuerySamples = {
	dueClosedDays: async ({ sql }) => dueClosedDays(sql, 31),
	dueOpenDays: async ({ sql }) =>
		dueOpenDays(sql, { firstDay: '2026-03-01', timeZone: ZONES.timeZone, now: SAMPLE_INSTANT, restFactor: 20 }),
	merchantZones: async ({ sql }) => merchantZones(sql, ZONES.timeZone),
	countDay: async ({ sql }) => countDay(sql, DUE, ZONES, () => SAMPLE_INSTANT),
	recountMerchants: async ({ sql }) => recountMerchants(sql, ZONES, 200),
	waitingMerchants: async ({ sql }) => waitingMerchants(sql),
	recountWholeDays: async ({ sql }) => recountWholeDays(sql)
};
