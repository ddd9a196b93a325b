// The database ranks by the same interval that the pages show.
import { sql } from 'kysely';
import { expect } from 'vitest';
import { wilsonInterval, Z_95, Z_998 } from '#lib/domain/rates.ts';
import { wilsonLow } from '#api/platform/db/wilson.ts';
import { test } from '#tests/support/database.ts';

test('the lower end of the interval in SQL is the domain’s, for all small counts and some large ones', async ({
	database
}) => {
	for (const quantile of [Z_95, Z_998]) {
		const low = wilsonLow(sql.ref('failures'), sql.ref('attempts'), quantile);
		const { rows } = await sql<{ failures: number; attempts: number; low: number }>`
			select failures, attempts, ${low} as low
			from (select unnest('{0,1,2,3,5,8,10,20,40,90,1000,10000,3000000}'::int[]) as attempts) n,
				lateral (select generate_series(0, attempts, greatest(1, attempts / 40)) as failures) k`.execute(database.db);
		expect(rows.length).toBeGreaterThan(250);
		for (const row of rows) {
			const expected = wilsonInterval(row.failures, row.attempts, quantile).low;
			expect(row.low ?? 0, `${row.failures}/${row.attempts}`).toBeCloseTo(expected, 14);
		}
	}
});
