import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { lastSeen, startPeriods, storeHeartbeats } from './heartbeats.repo.ts';

const atMs = SAMPLE_INSTANT.getTime();
const HEARTBEAT = { terminalNumber: 1, acquirerNumber: 1, atMs, firstMs: atMs, batteryPct: 84, body: { rttMs: 60 } };
const CHANGE = {
	...{ terminalNumber: 1, atMs, firmwareNumber: 1 },
	...{ appVersionNumber: 0, carrierNumber: 0, connectionNumber: 1 }
};

export const samples: QuerySamples = {
	lastSeen: async ({ sql }) => lastSeen(sql, [1]),
	storeHeartbeats: async ({ sql }) => sql.begin(async (tx) => storeHeartbeats(tx, [HEARTBEAT])),
	startPeriods: async ({ sql }) => startPeriods(sql, [CHANGE])
};
