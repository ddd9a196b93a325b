import { outcomeOf, rollUp } from '#api/platform/db/roll-ups.ts';

/** One statement per roll-up, each from all facts. Parameter: the fleet's time zone. */
export function rebuildStatements(): string[] {
	const shared = { acquirer_id: 'acquirer_id', currency: 'currency' };
	const facts = `with stored as (select *, date_trunc('hour', occurred_at, $1::text) as hour, date_trunc('minute', occurred_at) as minute,
		${outcomeOf('scope')} as outcome from txn)`;
	return [
		rollUp(
			'terminal_hour',
			{ terminal_id: 'terminal_id', hour: 'hour', merchant_id: 'merchant_id', ...shared },
			'stored'
		),
		rollUp('issuer_hour', { issuer_id: 'issuer_id', hour: 'hour', ...shared }, 'stored'),
		rollUp('cause_hour', { cause: 'cause', hour: 'hour', ...shared }, 'stored'),
		rollUp('fleet_minute', { minute: 'minute', ...shared }, 'stored')
	].map((statement) => `${facts} ${statement}`);
}
