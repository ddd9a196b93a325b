import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countByState, countCertificates, findCertificate, listCertificates } from './certificates.repo.ts';
import { certificateListQuery } from './certificates.schemas.ts';
import { filterOf } from './certificates.usecases.ts';

const FILTER = filterOf(
	certificateListQuery.parse({
		kind: 'tls_client',
		state: ['soon', 'cloned', 'not_active'],
		terminal: 'T1',
		q: '示例',
		expiringFrom: '2026-03-01T00:00:00Z'
	})
);
const FINGERPRINT = 'ab'.repeat(32);

export const samples: QuerySamples = {
	listCertificates: async ({ db }) =>
		listCertificates(db, SAMPLE_SCOPE, {
			...{ filter: FILTER, asOf: SAMPLE_INSTANT, sort: 'notAfter' as const, limit: 50 },
			cursor: { value: SAMPLE_INSTANT.getTime(), fingerprint: FINGERPRINT }
		}),
	countCertificates: async ({ db }) => countCertificates(db, SAMPLE_SCOPE, FILTER, SAMPLE_INSTANT),
	countByState: async ({ db }) => countByState(db, SAMPLE_SCOPE, FILTER, SAMPLE_INSTANT),
	findCertificate: async ({ db }) => findCertificate(db, SAMPLE_SCOPE, FINGERPRINT)
};
