// History under a changed rule: facts and roll-ups move together in one statement, so that their sums agree at every moment.
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import { scopeIndex } from '#lib/domain/scopes.ts';
import { outcomeOf, rollUp } from '#api/platform/db/roll-ups.ts';

/** What a fact adds to the roll-ups (sign 1) or, as it was classified before, takes away from them (sign -1). */
function contribution(sign: 1 | -1, cause: string, scope: string): string {
	return `select terminal_id, merchant_id, acquirer_id, issuer_id, currency, date_trunc('hour', occurred_at, $6::text) as hour,
		date_trunc('minute', occurred_at) as minute, ${cause}::smallint as cause, (${outcomeOf(scope)})::smallint as outcome, ${sign} as facts,
		${sign} * (latency_ms is not null)::int as latency_count, ${sign} * latency_ms as latency_ms,
		${sign} * amount_minor as amount_minor, ${sign} * fee_minor as fee_minor from changing`;
}

/**
 * Parameters: from, to (instants), code_ids, cause, scope (their numbers), the fleet's time zone. Result row: `changed` facts.
 * Service fees stay excluded whatever their code means.
 */
export function reclassifySql(): string {
	const newScope = `case when type = ${TRANSACTION_TYPES.indexOf('service_fee')} then ${scopeIndex('excluded')} else $5::smallint end`;
	const currency = { currency: 'currency' };
	const acquirer = { acquirer_id: 'acquirer_id' };
	return `with changing as (
	select *, ${newScope} as new_scope from txn
	where occurred_at >= $1::timestamptz and occurred_at < $2::timestamptz and code_id = any($3::smallint[])
		and (cause, scope) is distinct from ($4::smallint, (${newScope})::smallint)
), changed as (
	update txn t set cause = $4::smallint, scope = changing.new_scope from changing
	where t.terminal_id = changing.terminal_id and t.occurred_at = changing.occurred_at and t.txn_code = changing.txn_code
	returning t.terminal_id
), grouped as (
	${contribution(-1, 'cause', 'scope')}
	union all
	${contribution(1, '$4', 'new_scope')}
), by_terminal as (
	${rollUp('terminal_hour', { terminal_id: 'terminal_id', hour: 'hour', merchant_id: 'merchant_id', ...acquirer, ...currency }, 'grouped')}
), by_issuer as (
	${rollUp('issuer_hour', { ...acquirer, issuer_id: 'issuer_id', hour: 'hour', ...currency }, 'grouped')}
), by_cause as (
	${rollUp('cause_hour', { ...acquirer, cause: 'cause', hour: 'hour', ...currency }, 'grouped')}
), by_minute as (
	${rollUp('fleet_minute', { ...acquirer, minute: 'minute', ...currency }, 'grouped')}
), unfolded as (
	delete from folded_day where day in (select (hour at time zone $6::text)::date from grouped)
)
select count(*)::int as changed from changed`;
}
