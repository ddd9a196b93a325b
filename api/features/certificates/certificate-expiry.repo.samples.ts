import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	certificateHolders,
	countFleetTerminals,
	countHolders,
	expiries,
	issuerOf,
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
	certificateHolders: async ({ db }) =>
		certificateHolders(db, SAMPLE_SCOPE, {
			...{ fingerprint: FINGERPRINT, limit: 100 },
			after: { ownerKind: 'terminal', ownerCode: 'T1' }
		}),
	countHolders: async ({ db }) => countHolders(db, SAMPLE_SCOPE, FINGERPRINT),
	issuerOf: async ({ db }) => issuerOf(db, SAMPLE_SCOPE, FINGERPRINT)
};
