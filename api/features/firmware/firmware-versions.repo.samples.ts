import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	countPicked,
	firmwareCatalogue,
	installedVersions,
	pickedTerminalIds,
	pickedTerminals,
	repeatedlyChanged,
	trafficByVersion
} from './firmware-versions.repo.ts';

const NOTHING = { acquirer: [], vendor: [], model: [], firmware: [], merchant: [], region: [], terminal: [] };
const PICK = { pairs: [{ model_id: 3, firmware_id: 7 }], terminalIds: [17] };
const SPAN = { first: '2026-02-01', last: '2026-03-01' };

export const samples: QuerySamples = {
	installedVersions: async ({ db }) => installedVersions(db, SAMPLE_SCOPE, { ...NOTHING, model: ['A920'] }),
	firmwareCatalogue: async ({ db }) => firmwareCatalogue(db),
	trafficByVersion: async ({ db }) => trafficByVersion(db, SAMPLE_SCOPE, SPAN, { acquirer: ['ACQ1'] }),
	repeatedlyChanged: async ({ db }) => repeatedlyChanged(db, SAMPLE_SCOPE, SAMPLE_INSTANT, SAMPLE_INSTANT),
	pickedTerminals: async ({ db }) =>
		pickedTerminals(db, SAMPLE_SCOPE, PICK, { ...NOTHING, region: ['CN-SH'] }, { limit: 50, after: 'T17' }),
	countPicked: async ({ db }) => countPicked(db, SAMPLE_SCOPE, PICK, NOTHING),
	pickedTerminalIds: async ({ db }) => pickedTerminalIds(db, SAMPLE_SCOPE, PICK)
};
