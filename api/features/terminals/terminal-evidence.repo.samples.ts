import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	agreedFees,
	certificateSharers,
	checkHours,
	modelOfVersion,
	modelReleases,
	terminalCertificates
} from './terminal-evidence.repo.ts';

const WEEK_EARLIER = new Date(SAMPLE_INSTANT.getTime() - 7 * 86_400_000);

export const samples: QuerySamples = {
	checkHours: async ({ db }) => checkHours(db, SAMPLE_SCOPE, 1, WEEK_EARLIER, SAMPLE_INSTANT),
	terminalCertificates: async ({ db }) => terminalCertificates(db, SAMPLE_SCOPE, 'T1'),
	certificateSharers: async ({ db }) => certificateSharers(db, SAMPLE_SCOPE, 'T1', ['ab12']),
	modelOfVersion: async ({ db }) => modelOfVersion(db, 'Landi', 'A8', '3.9.1'),
	modelReleases: async ({ db }) => modelReleases(db, 'Landi', 'A8'),
	agreedFees: async ({ db }) => agreedFees(db, SAMPLE_SCOPE, 1, '2026-03-02')
};
