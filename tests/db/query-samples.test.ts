// Each sampled function runs on Postgres: what a review reads in tests/db/queries is SQL that works.
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect } from 'vitest';
import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { test } from '#tests/support/database.ts';

/** What the database refuses for reasons of data, not of SQL: the samples name rows that are not there. */
const REASONS_OF_DATA = /violates (foreign key|check) constraint|no partition of relation/;

for (const file of (await Array.fromAsync(glob('api/**/*.repo.samples.ts'))).sort()) {
	const { samples } = (await import(path.resolve(file))) as { samples: QuerySamples };
	describe(file, () => {
		test.for(Object.entries(samples))('%s', async ([, sample], { database }) => {
			const failure = await sample(database).then(
				() => null,
				(error: Error) => error
			);
			const isSqlError = failure !== null && failure.name === 'PostgresError' && !REASONS_OF_DATA.test(failure.message);
			expect(isSqlError ? failure.message : null).toBeNull();
		});
	});
}
