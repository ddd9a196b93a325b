import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { findPasswordHash, hasPeople, insertPerson, replacePassword } from './people.repo.ts';

const EMAIL = 'manager@example.com';
const PERSON = { email: EMAIL, name: 'Manager', role: 'fleet_manager', passwordHash: 'hash' } as const;

export const samples: QuerySamples = {
	insertPerson: async ({ db }) => db.transaction().execute(async (tx) => insertPerson(tx, PERSON, SAMPLE_INSTANT)),
	replacePassword: async ({ db }) =>
		db.transaction().execute(async (tx) => replacePassword(tx, EMAIL, 'hash', SAMPLE_INSTANT)),
	hasPeople: async ({ db }) => hasPeople(db),
	findPasswordHash: async ({ db }) => findPasswordHash(db, EMAIL)
};
