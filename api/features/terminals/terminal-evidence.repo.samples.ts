import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { agreedFees, checkCounts, modelReleases, terminalCertificates } from './terminal-evidence.repo.ts';

const WEEK_EARLIER = new Date(SAMPLE_INSTANT.getTime() - 7 * 86_400_000);

export const samples: QuerySamples = {
	checkCounts: async ({ db }) => checkCounts(db, SAMPLE_SCOPE, 1, WEEK_EARLIER, SAMPLE_INSTANT),
	terminalCertificates: async ({ db }) => terminalCertificates(db, SAMPLE_SCOPE, 'T1'),
	modelReleases: async ({ db }) => modelReleases(db, 'Landi', 'A8'),
	agreedFees: async ({ db }) => agreedFees(db, SAMPLE_SCOPE, 1, '2026-03-02')
};
