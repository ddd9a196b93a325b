import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { FLEET_SCOPE } from '#api/platform/scope.ts';
import { findCertificates, storeReportedCertificates, writeCertificates } from './certificate-records.repo.ts';

const REPORT = {
	...{ terminalCode: 'T1', acquirerNumber: 1, atMs: SAMPLE_INSTANT.getTime() },
	certificates: [{ fingerprintSha256: 'ab'.repeat(32), kind: 'tls_client', notAfterMs: null }]
};

/** Rows travel as one JSON document, so that the SQL is the same for none and for many. */
export const samples: QuerySamples = {
	findCertificates: async ({ sql }) => findCertificates(sql, ['ab'.repeat(32)]),
	writeCertificates: async ({ sql }) => writeCertificates(sql, [], { now: SAMPLE_INSTANT, scope: FLEET_SCOPE }),
	storeReportedCertificates: async ({ sql }) => sql.begin(async (tx) => storeReportedCertificates(tx, [REPORT]))
};
