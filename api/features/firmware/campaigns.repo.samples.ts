import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	addDecision,
	campaignDecisions,
	campaignReach,
	campaignRings,
	campaignTerminals,
	lockCampaign
} from './campaigns.repo.ts';

const ZONE = 'Asia/Shanghai';
const DECISION = {
	campaign_code: 'C1',
	decision: 'paused' as const,
	reason: 'payments fail',
	decided_at: SAMPLE_INSTANT,
	decided_by: 'manager'
};
const FAILED = { campaign: 'C1', ring: 1, progress: 'failed' as const, isOutside: false };
const PAGE = { limit: 50, after: { ring: 1, terminal: 'T17' }, fleetTimeZone: ZONE };

export const samples: QuerySamples = {
	campaignRings: async ({ db }) => campaignRings(db, SAMPLE_SCOPE, ZONE),
	'campaignRings (of one)': async ({ db }) => campaignRings(db, SAMPLE_SCOPE, ZONE, 'C1'),
	campaignTerminals: async ({ db }) => campaignTerminals(db, SAMPLE_SCOPE, FAILED, PAGE),
	campaignDecisions: async ({ db }) => campaignDecisions(db),
	'campaignDecisions (of one)': async ({ db }) => campaignDecisions(db, 'C1'),
	campaignReach: async ({ db }) => db.transaction().execute(async (tx) => campaignReach(tx, SAMPLE_SCOPE, 'C1')),
	lockCampaign: async ({ db }) => db.transaction().execute(async (tx) => lockCampaign(tx, 'C1')),
	addDecision: async ({ db }) => db.transaction().execute(async (tx) => addDecision(tx, DECISION))
};
