import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	listReclassifications,
	listRules,
	lockRule,
	putRule,
	requestReclassification,
	type Rule
} from './rules.repo.ts';

const RULE: Rule = {
	profile: 'cup',
	code: 'Q9',
	isPrefix: false,
	validFrom: SAMPLE_INSTANT,
	cause: 'security_auth',
	scope: 'terminal',
	meaningEn: 'Key lost',
	meaningZh: '密钥丢失',
	confidence: 'own_rule',
	note: null
};

export const samples: QuerySamples = {
	listRules: async ({ db }) => listRules(db, { profile: 'cup', q: 'key', limit: 50 }),
	lockRule: async ({ db }) => db.transaction().execute(async (tx) => lockRule(tx, RULE)),
	putRule: async ({ db }) => db.transaction().execute(async (tx) => putRule(tx, RULE)),
	requestReclassification: async ({ db }) =>
		db.transaction().execute(async (tx) => requestReclassification(tx, RULE, SAMPLE_INSTANT)),
	listReclassifications: async ({ db }) => listReclassifications(db, 100)
};
