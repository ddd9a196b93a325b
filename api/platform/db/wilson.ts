// The lower end of the Wilson interval in SQL, so that the database can rank by it. src/lib/domain/rates.ts is the
// definition; a test holds the two equal.
import { sql, type Expression, type RawBuilder } from 'kysely';
import { Z_95 } from '#lib/domain/rates.ts';

/** Null where nothing was attempted. Both arguments are used several times: pass columns, not computations. */
export function wilsonLow(
	failures: Expression<unknown>,
	attempts: Expression<unknown>,
	quantile: number = Z_95
): RawBuilder<number | null> {
	const z = sql`${sql.lit(quantile)}::float8`;
	const rate = sql`(${failures}::float8 / ${attempts})`;
	const halfWidth = sql`${z} * sqrt((${rate} * (1 - ${rate}) + ${z} * ${z} / (4.0::float8 * ${attempts})) / ${attempts})`;
	return sql<number | null>`case
		when ${attempts} = 0 then null
		when ${failures} = 0 then 0
		else greatest(0, (${rate} + ${z} * ${z} / (2.0::float8 * ${attempts}) - ${halfWidth}) / (1 + ${z} * ${z} / ${attempts}))
	end`;
}
