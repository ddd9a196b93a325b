import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	certificateChain,
	certificateHolders,
	countFleetTerminals,
	expiries,
	newestDataAt
} from './certificate-expiry.repo.ts';

const FILTER = { kind: [], owner: [], terminal: [], issuer: ['CN=Example issuer'], q: '' };
const FINGERPRINT = 'ab'.repeat(32);
const SPAN = { expiringFrom: SAMPLE_INSTANT, expiringTo: new Date('2027-03-02T04:00:00Z') };

export const samples: QuerySamples = {
	newestDataAt: async ({ db }) => newestDataAt(db, SAMPLE_INSTANT),
	countFleetTerminals: async ({ db }) => countFleetTerminals(db, SAMPLE_SCOPE),
	expiries: async ({ db }) =>
		expiries(db, SAMPLE_SCOPE, { filter: { ...FILTER, ...SPAN }, timeZone: 'Asia/Shanghai', by: 'issuer' }),
	certificateHolders: async ({ db }) => certificateHolders(db, SAMPLE_SCOPE, FINGERPRINT, 100),
	certificateChain: async ({ db }) => certificateChain(db, SAMPLE_SCOPE, FINGERPRINT)
};
