// How many sales were compared with an agreement at all, and which could not be.
import { sql } from 'kysely';
import { feeGapIndex, type FeeGap } from '#lib/domain/fee-gaps.ts';
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { isChosen, type DaySpan, type FeeFilter, type SeriesChoice } from './fee-drift.repo.ts';

const NOT_COMPARED = sql.lit(feeSignIndex('no_agreement'));
const COUNTED_BESIDE = sql.lit(feeSignIndex('other_mcc'));

/** Sales that were compared, of all series or of those that are named by merchant or terminal. */
export async function comparedSalesCount(
	db: ReadDb,
	scope: Scope,
	span: DaySpan,
	choice: SeriesChoice = {}
): Promise<number> {
	const isNamed = (choice.merchant ?? []).length + (choice.terminal ?? []).length > 0;
	const { rows } = await sql<{ sales: number }>`
		select coalesce(sum(sales), 0)::float8 as sales from ${sql.table(isNamed ? 'fee_day' : 'fee_total_day')} f
		where day >= ${span.first}::date and day <= ${span.last}::date and sign not in (${NOT_COMPARED}, ${COUNTED_BESIDE})
			and ${inScope(scope, 'f.acquirer_id')} and ${isChosen(choice)}`.execute(db);
	return rows[0]?.sales ?? 0;
}

export type GapFilter = Pick<FeeFilter, 'acquirer' | 'merchant' | 'product' | 'q'> & { reason: readonly FeeGap[] };

/** By merchant, product, cards, currency and reason. */
export async function uncomparedGroups(db: ReadDb, scope: Scope, span: DaySpan, filter: GapFilter) {
	const { acquirer, merchant, product, q, reason } = filter;
	const ofReason =
		reason.length === 0 ? sql`true` : sql`u.reason = any(${`{${reason.map(feeGapIndex).join(',')}}`}::smallint[])`;
	const isFound = q === '' ? sql`true` : sql`(m.merchant_code || ' ' || coalesce(m.name, '')) ilike ${containing(q)}`;
	const { rows } = await sql<{
		merchant_code: string;
		name: string | null;
		acquirer_code: string;
		product: number;
		card_region: number;
		currency: number;
		reason: number;
		sales: number;
		amount_minor: number;
		charged_minor: number;
		first_at: Date;
		last_at: Date;
	}>`
		select m.merchant_code, m.name, a.acquirer_code, g.* from (
			select merchant_id, acquirer_id, product, card_region, currency, reason, sum(sales)::float8 as sales,
				sum(amount_minor)::float8 as amount_minor, sum(charged_minor)::float8 as charged_minor, min(first_at) as first_at,
				max(last_at) as last_at
			from fee_uncompared_day u
			where day >= ${span.first}::date and day <= ${span.last}::date and ${inScope(scope, 'u.acquirer_id')}
				and ${isChosen({ acquirer, merchant, product })} and ${ofReason}
			group by 1, 2, 3, 4, 5, 6
		) g join merchant m using (merchant_id) join acquirer a on a.acquirer_id = g.acquirer_id
		where ${isFound}
		order by g.sales desc, m.merchant_code`.execute(db);
	return rows;
}
export type GapRow = Awaited<ReturnType<typeof uncomparedGroups>>[number];
