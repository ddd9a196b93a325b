import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	closedDays,
	firmwareChanges,
	harmedTerminals,
	lastClosedDay,
	listRollouts,
	putRollout,
	removeRollout,
	rolloutBases,
	rolloutCells,
	rolloutCodes,
	terminalsOfModel,
	type RolloutRow
} from './rollouts.repo.ts';

const KEY = { model_id: 0, firmware_id: 0, acquirer_id: 1 };
const NOTHING = { acquirer: [], vendor: [], model: [], firmware: [], verdict: [] };
const ROW: RolloutRow = {
	...KEY,
	started_at: SAMPLE_INSTANT,
	latest_update_at: SAMPLE_INSTANT,
	updated: 30,
	waiting: 60,
	compared_updated: 30,
	compared_peers: 60,
	first_day: '2026-02-01',
	last_day: '2026-03-01',
	judged_at: SAMPLE_INSTANT,
	basis: '[]',
	verdict: 'worse',
	lacks: null,
	compared_share: 1,
	attempts_missing: null,
	days_missing: null,
	terminals_missing: null,
	effect: 0.02,
	effect_low: 0.01,
	effect_high: 0.03,
	updated_before_attempts: 900,
	updated_before_failures: 9,
	updated_after_attempts: 900,
	updated_after_failures: 27,
	peers_before_attempts: 1800,
	peers_before_failures: 18,
	peers_after_attempts: 1800,
	peers_after_failures: 18
};
const CODE = {
	code_id: 1,
	failures: 18,
	effect: 0.02,
	effect_low: 0.01,
	effect_high: 0.03,
	p_value: 0.001,
	is_discovery: true
};

export const samples: QuerySamples = {
	firmwareChanges: async ({ db }) => firmwareChanges(db),
	terminalsOfModel: async ({ db }) => terminalsOfModel(db, 3),
	closedDays: async ({ db }) => closedDays(db, '2026-02-01', '2026-03-01'),
	lastClosedDay: async ({ db }) => lastClosedDay(db),
	rolloutCells: async ({ db }) => rolloutCells(db, 3, SAMPLE_INSTANT, SAMPLE_INSTANT),
	rolloutBases: async ({ db }) => rolloutBases(db),
	putRollout: async ({ db }) => db.transaction().execute(async (tx) => putRollout(tx, ROW, [CODE])),
	removeRollout: async ({ db }) => db.transaction().execute(async (tx) => removeRollout(tx, KEY)),
	'listRollouts (of a partner)': async ({ db }) =>
		listRollouts(db, SAMPLE_SCOPE, { ...NOTHING, model: ['A920'], verdict: ['worse'] }),
	'listRollouts (whole fleet)': async ({ db }) => listRollouts(db, { kind: 'fleet' }, NOTHING),
	rolloutCodes: async ({ db }) => rolloutCodes(db, SAMPLE_SCOPE),
	harmedTerminals: async ({ db }) => harmedTerminals(db, SAMPLE_SCOPE, SAMPLE_INSTANT)
};
