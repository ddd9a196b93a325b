// The values of a dimension that occur in scope, most terminals first.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { codeSegment } from '#lib/domain/code-actions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { Facet } from './facets.schemas.ts';

export type FacetRow = { value: string; label: string; terminals: number | null };

type FacetArgs = { facet: Facet; q: string; limit: number };

/** What beginning with the words typed comes before what only holds them. */
export async function facetValues(db: ReadDb, scope: Scope, { facet, q, limit }: FacetArgs): Promise<FacetRow[]> {
	const found = q === '' ? sql<SqlBool>`true` : sql<SqlBool>`(value || ' ' || label) ilike ${containing(q)}`;
	const startsWith = sql`(value ilike ${containing(q).slice(1)} or label ilike ${containing(q).slice(1)})`;
	return db
		.selectFrom(
			sql<FacetRow>`(
			select value, label, terminals from ${valuesOf(facet, scope)} facet where value <> '' and ${found}
			order by ${startsWith} desc, terminals desc nulls last, value limit ${sql.lit(limit)})`.as('facets')
		)
		.selectAll()
		.execute();
}

function valuesOf(facet: Facet, scope: Scope): RawBuilder<unknown> {
	switch (facet) {
		case 'acquirer':
			return ofTerminals(
				scope,
				sql`acquirer using (acquirer_id)`,
				sql`acquirer_code`,
				sql`coalesce(name, acquirer_code)`
			);
		case 'vendor':
			return ofTerminals(scope, sql`terminal_model using (model_id)`, sql`vendor`);
		case 'model':
			return ofTerminals(scope, sql`terminal_model using (model_id)`, sql`model`, sql`trim(vendor || ' ' || model)`);
		case 'firmware':
			return ofTerminals(scope, sql`firmware using (firmware_id)`, sql`version`);
		case 'appVersion':
			return ofTerminals(scope, sql`app_version using (app_version_id)`, sql`version`);
		case 'mcc':
			return ofTerminals(
				scope,
				sql`merchant on merchant.merchant_id = terminal.merchant_id and merchant.mcc is not null`,
				sql`lpad(mcc::text, 4, '0')`
			);
		case 'code':
			return codes(scope);
		case 'carrier':
			return ofTerminals(scope, sql`carrier using (carrier_id)`, sql`carrier_code`);
		case 'region':
			return ofTerminals(
				scope,
				sql`merchant on merchant.merchant_id = terminal.merchant_id join region using (region_id)`,
				sql`region_code`
			);
		case 'issuer':
			return sql`(select issuer_code as value, issuer_code as label, null::int as terminals from issuer where exists (
				select from acquirer a, lateral (select from issuer_hour h where h.acquirer_id = a.acquirer_id
					and h.issuer_id = issuer.issuer_id limit 1) seen
				where ${inScope(scope, 'a.acquirer_id')}))`;
	}
}

/** As the filter takes them: with their profile in front. */
function codes(scope: Scope): RawBuilder<unknown> {
	const text = sql`coalesce(nullif(code, ''), ${sql.lit(codeSegment(null))})`;
	return sql`(select profile || ':' || ${text} as value, profile || ' ' || ${text} as label, null::int as terminals
		from response_code where exists (select from acquirer a where ${inScope(scope, 'a.acquirer_id')}))`;
}

function ofTerminals(
	scope: Scope,
	joined: RawBuilder<unknown>,
	value: RawBuilder<unknown>,
	label: RawBuilder<unknown> = value
): RawBuilder<unknown> {
	return sql`(select ${value} as value, max(${label}) as label, count(*)::int as terminals
		from terminal join ${joined} where ${inScope(scope, 'terminal.acquirer_id')} group by ${value})`;
}
