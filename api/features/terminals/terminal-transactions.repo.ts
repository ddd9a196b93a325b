// What happened at one terminal, with what the terminal was at that moment.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { causeIndex, type Cause } from '#lib/domain/causes.ts';
import { scopeIndex, type OutcomeScope } from '#lib/domain/scopes.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export type TransactionsFilter = {
	terminalId: number;
	from: Date | undefined;
	to: Date | undefined;
	scopes: readonly OutcomeScope[];
	causes: readonly Cause[];
};

function filtered(db: ReadDb, scope: Scope, filter: TransactionsFilter) {
	const { from, to } = filter;
	return db
		.selectFrom('txn')
		.where('txn.terminal_id', '=', filter.terminalId)
		.where(inScope(scope, 'txn.acquirer_id'))
		.$if(from !== undefined, (query) => query.where('txn.occurred_at', '>=', from ?? new Date(0)))
		.$if(to !== undefined, (query) => query.where('txn.occurred_at', '<', to ?? new Date(0)))
		.$if(filter.scopes.length > 0, (query) => query.where('txn.scope', 'in', filter.scopes.map(scopeIndex)))
		.$if(filter.causes.length > 0, (query) => query.where('txn.cause', 'in', filter.causes.map(causeIndex)));
}

export async function countTransactions(db: ReadDb, scope: Scope, filter: TransactionsFilter): Promise<number> {
	const { total } = await filtered(db, scope, filter)
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	return total;
}

/** Newest first; two of the same millisecond by their id, backwards, as the primary key has them. All without a limit. */
export function transactionsInOrder(
	db: ReadDb,
	scope: Scope,
	filter: TransactionsFilter,
	limit: number | null,
	cursor: readonly unknown[] | undefined
) {
	return filtered(db, scope, filter)
		.innerJoin('merchant', 'merchant.merchant_id', 'txn.merchant_id')
		.innerJoin('response_code', 'response_code.code_id', 'txn.code_id')
		.innerJoin('issuer', 'issuer.issuer_id', 'txn.issuer_id')
		.innerJoin('terminal_model', 'terminal_model.model_id', 'txn.model_id')
		.innerJoin('firmware', 'firmware.firmware_id', 'txn.firmware_id')
		.innerJoin('app_version', 'app_version.app_version_id', 'txn.app_version_id')
		.innerJoin('carrier', 'carrier.carrier_id', 'txn.carrier_id')
		.innerJoin('region', 'region.region_id', 'txn.region_id')
		.leftJoin(ruleInForce().as('rule'), (join) => join.onTrue())
		.$if(cursor !== undefined, (query) => query.where(before(cursor ?? [])))
		.select([
			'txn.txn_code',
			'txn.occurred_at',
			'merchant.merchant_code',
			'txn.type',
			'txn.product',
			'txn.entry_mode',
			'response_code.profile',
			'response_code.code',
			'rule.meaning_en',
			'rule.meaning_zh',
			'txn.cause',
			'txn.scope',
			'txn.amount_minor',
			'txn.currency',
			'txn.fee_minor',
			'txn.latency_ms',
			'issuer.issuer_code',
			'txn.mcc',
			'terminal_model.vendor',
			'terminal_model.model',
			'firmware.version as firmware',
			'app_version.version as app_version',
			'carrier.carrier_code',
			'txn.connection',
			'region.region_code',
			'txn.reversal_reason'
		])
		.orderBy('txn.occurred_at', 'desc')
		.orderBy('txn.txn_code', 'desc')
		.limit(limit === null ? null : limit + 1);
}

export async function listTransactions(...args: Parameters<typeof transactionsInOrder>) {
	return transactionsInOrder(...args).execute();
}

export type TransactionRow = Awaited<ReturnType<typeof listTransactions>>[number];

function before([occurredAt, code]: readonly unknown[]): RawBuilder<SqlBool> {
	return sql<SqlBool>`(txn.occurred_at, txn.txn_code) < (${occurredAt}::timestamptz, ${code})`;
}

/** The rule by which the code was read when it came: an exact code before a prefix, and what AS 2805 lacks from ISO. */
function ruleInForce(): RawBuilder<{ meaning_en: string | null; meaning_zh: string | null }> {
	return sql`lateral (
		select rule.meaning_en, rule.meaning_zh from response_code_rule rule
		where (rule.profile = response_code.profile or response_code.profile = 'as2805' and rule.profile = 'iso')
			and rule.valid_from <= txn.occurred_at
			and (rule.code = response_code.code or rule.is_prefix and starts_with(response_code.code, rule.code))
		order by rule.profile = response_code.profile desc, rule.is_prefix, length(rule.code) desc, rule.valid_from desc
		limit 1)`;
}
