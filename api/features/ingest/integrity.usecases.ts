import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { findRepeatedIds, partitionsReadyUntil, readTotals } from './storing/integrity.repo.ts';

export type Finding = { isOk: boolean; text: string };

const REPEATED_SHOWN = 20;

/** Checks what must always hold; each finding is a sentence with its figures. */
export async function checkIntegrity(parts: { sql: Sql; clock: Clock; timeZone: string }): Promise<Finding[]> {
	const totals = await readTotals(parts.sql, parts.timeZone);
	const { facts, terminal_day, folded_hours, week_hours, terminal_running, merchant_running, ...others } = totals;
	const { sliced_hours, slice_day_min, slice_day_max, fee_day, charged_sales, ...rollUps } = others;
	const count = (n: number) => n.toLocaleString('en');
	const sums = Object.entries(rollUps).map(([table, total]) => ({
		isOk: total === facts,
		text: `${table} counts ${count(total)} of ${count(facts)} transactions`
	}));
	const repeated = await findRepeatedIds(parts.sql, REPEATED_SHOWN);
	const until = await partitionsReadyUntil(parts.sql);
	const ids = repeated.map((each) => `${each.acquirer_code} ${each.txn_code} (${each.times} times)`);
	return [
		...sums,
		{
			isOk: terminal_day === folded_hours,
			text: `terminal_day counts ${count(terminal_day)} of ${count(folded_hours)} transactions of closed days`
		},
		...Object.entries({ terminal_running, merchant_running }).map(([table, total]) => ({
			isOk: total === week_hours,
			text: `${table} tells the weeks of ${count(total)} of ${count(week_hours)} transactions of closed weeks`
		})),
		{
			isOk: slice_day_min === sliced_hours && slice_day_max === sliced_hours,
			text: `slice_day counts ${count(slice_day_min)} to ${count(slice_day_max)} of ${count(sliced_hours)} transactions of closed days, by slice`
		},
		{
			isOk: fee_day === charged_sales,
			text: `fee_day counts ${count(fee_day)} of ${count(charged_sales)} charged sales of closed days`
		},
		{
			isOk: repeated.length === 0,
			text:
				repeated.length === 0
					? 'no id stands for two transactions'
					: `ids that stand for several transactions, ${REPEATED_SHOWN} at most: ${ids.join(', ')}`
		},
		{
			isOk: until === null || until > parts.clock.now(),
			text: until ? `partitions are ready until ${until.toISOString()}` : 'there are no partitions yet'
		}
	];
}
