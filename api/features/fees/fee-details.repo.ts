// One drift by itself: its days and months, what the terminal was configured with, and what people have said of it.
import { sql } from 'kysely';
import { feeSignIndex, type FeeSign } from '#lib/domain/fee-signs.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** Whose sales: all of one terminal for one merchant, one product, and one line of the agreement. Null: no sale tells the currency. */
export type SeriesKey = {
	terminal_id: number;
	merchant_id: number;
	product: number;
	card_region: number;
	currency: number | null;
};

function daysOf(db: ReadDb, scope: Scope, key: SeriesKey) {
	return db
		.selectFrom('fee_day as f')
		.select([
			'f.product',
			'f.currency',
			sql<number>`sum(f.sales)::float8`.as('sales'),
			sql<number>`sum(f.amount_minor)::float8`.as('amount_minor'),
			sql<number>`sum(f.charged_minor)::float8`.as('charged_minor'),
			sql<number>`sum(f.expected_minor)::float8`.as('expected_minor')
		])
		.where('f.terminal_id', '=', key.terminal_id)
		.where('f.merchant_id', '=', key.merchant_id)
		.where('f.product', '=', key.product)
		.where('f.card_region', '=', key.card_region)
		.$if(key.currency !== null, (query) => query.where('f.currency', '=', key.currency))
		.where(inScope(scope, 'f.acquirer_id'))
		.groupBy(['f.product', 'f.currency']);
}

/** Compared sales of the series by day, whatever their fee says. */
export async function seriesDays(db: ReadDb, scope: Scope, key: SeriesKey, firstDay: string) {
	return daysOf(db, scope, key)
		.select(sql<string>`f.day::text`.as('day'))
		.where(sql`f.day`, '>=', sql`${firstDay}::date`)
		.where('f.sign', 'not in', [feeSignIndex('no_agreement'), feeSignIndex('other_mcc')])
		.groupBy('f.day')
		.orderBy('f.day')
		.execute();
}

/** What the sales of these signs come to by month of the fleet's calendar, from the first one on. */
export async function seriesMonths(db: ReadDb, scope: Scope, key: SeriesKey, signs: readonly FeeSign[]) {
	return daysOf(db, scope, key)
		.select(sql<string>`to_char(f.day, 'YYYY-MM')`.as('month'))
		.where('f.sign', '=', sql<number>`any(${`{${signs.map(feeSignIndex).join(',')}}`}::smallint[])`)
		.groupBy(sql`to_char(f.day, 'YYYY-MM')`)
		.orderBy('month')
		.execute();
}

const PROFILES_MAX = 200;

/** What the terminal was configured with, oldest first. */
export async function profileHistory(db: ReadDb, scope: Scope, key: SeriesKey) {
	const rows = await db
		.selectFrom('fee_profile')
		.select([
			'valid_from',
			'rate_ppm',
			sql<number | null>`cap_minor::float8`.as('cap_minor'),
			sql<number | null>`fixed_minor::float8`.as('fixed_minor')
		])
		.where('terminal_id', '=', key.terminal_id)
		.where('product', '=', key.product)
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('valid_from', 'desc')
		.limit(PROFILES_MAX)
		.execute();
	return rows.toReversed();
}
export type ProfileRow = Awaited<ReturnType<typeof profileHistory>>[number];

const STEPS_MAX = 200;

/** Each word that was said of a drift, newest first. Whoever asks has found it in their reach before. */
export async function claimSteps(db: ReadDb, subjectId: string) {
	return db
		.selectFrom('audit_event')
		.select(['occurred_at', 'actor_name', 'before', 'after'])
		.where('subject_kind', '=', 'fee_drift')
		.where('subject_id', '=', subjectId)
		.orderBy('occurred_at', 'desc')
		.orderBy('audit_event_id', 'desc')
		.limit(STEPS_MAX)
		.execute();
}
export type ClaimStepRow = Awaited<ReturnType<typeof claimSteps>>[number];
