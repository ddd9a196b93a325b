import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	carrierFirstSeen,
	codeFirstDays,
	countTerminalsWith,
	firmwareFirstSeen,
	firstFacts,
	hadTerminals,
	lastClosedDay,
	recentlyTaken
} from './first-seen.repo.ts';

const DAY_LATER = new Date(SAMPLE_INSTANT.getTime() + 86_400_000);

export const samples: QuerySamples = {
	recentlyTaken: async ({ db }) => recentlyTaken(db, SAMPLE_SCOPE, SAMPLE_INSTANT),
	hadTerminals: async ({ db }) => hadTerminals(db, SAMPLE_SCOPE, SAMPLE_INSTANT),
	firmwareFirstSeen: async ({ db }) => firmwareFirstSeen(db, SAMPLE_SCOPE, [1, 2]),
	carrierFirstSeen: async ({ db }) => carrierFirstSeen(db, SAMPLE_SCOPE, [1, 2]),
	countTerminalsWith: async ({ db }) =>
		countTerminalsWith(db, SAMPLE_SCOPE, { vendor: 'Centerm', model: 'K9', firmware: '3.9.1', carrier: 'CMCC' }),
	codeFirstDays: async ({ db }) => codeFirstDays(db, SAMPLE_SCOPE, SAMPLE_INSTANT),
	lastClosedDay: async ({ db }) => lastClosedDay(db),
	firstFacts: async ({ db }) => firstFacts(db, SAMPLE_SCOPE, [1, 2], SAMPLE_INSTANT, DAY_LATER)
};
