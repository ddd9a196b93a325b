// A fleet of 100 000 terminals with ninety days behind it, written by the database itself: through the front door it would take hours.
// What comes of the facts (roll-ups, closed days, states) is then made by the code that always makes it.
import { CAUSES } from '#lib/domain/causes.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { FLEET } from './fleet-data.ts';

export const DAYS = 90;
/** Sales of a day. Terminals differ: the busiest have hundreds a day, half of them one at most. */
export const FACTS_PER_DAY = 120_000;
const MODELS = 40;
const FIRMWARES = 60;
const CARRIERS = 3;
const REGIONS = 30;
/** Each so-many-th terminal fails at its keys in three of ten sales. */
const BROKEN_EVERY = 331;

/** [code, sales of a thousand] */
const CODES = [
	['51', 12],
	['55', 6],
	['91', 5],
	['96', 3],
	['54', 2],
	['61', 2],
	['05', 1],
	['98', 1]
] as const;

export async function writeRegistry(sql: Sql, now: Date): Promise<void> {
	const { acquirers, issuers, merchants, terminals } = FLEET;
	const statements = [
		`insert into acquirer select i, 'ACQ' || (99 + i), 'Acquirer ' || i from generate_series(1, ${acquirers}) i`,
		`insert into issuer select i, 'B' || (999 + i) from generate_series(1, ${issuers}) i`,
		`insert into terminal_model select i, 'Vendor ' || (i % 5), 'M' || i from generate_series(1, ${MODELS}) i`,
		`insert into firmware select i, '3.' || (i % 10) || '.' || i from generate_series(1, ${FIRMWARES}) i`,
		`insert into carrier select i, (array['CMCC', 'CUCC', 'CTCC'])[i] from generate_series(1, ${CARRIERS}) i`,
		`insert into region select i, 'R' || (99 + i) from generate_series(1, ${REGIONS}) i`,
		`insert into response_code select row_number() over (), 'cup', code
			from unnest(array['00', 'A0', ${CODES.map(([code]) => `'${code}'`).join(', ')}]) code`,
		`insert into merchant (merchant_code, acquirer_id, is_registered, name, mcc, region_id, first_seen_at, updated_at)
			select 'M' || (8981000000 + i), 1 + i % ${acquirers}, true, '商户 ' || i, 5000 + i % 50, 1 + i % ${REGIONS}, $1, $1
			from generate_series(1, ${merchants}) i order by i`,
		`insert into terminal (terminal_code, acquirer_id, merchant_id, is_registered, serial, model_id, firmware_id, carrier_id, connection,
			first_seen_at, updated_at)
			select 'T' || (10000000 + i), 1 + (1 + i % ${merchants}) % ${acquirers}, 1 + i % ${merchants}, true, 'SN' || i,
				1 + i % ${MODELS}, 1 + (i / 7) % ${FIRMWARES}, 1 + i % ${CARRIERS}, 1, $1, $1
			from generate_series(1, ${terminals}) i order by i`,
		`insert into terminal_period (terminal_id, valid_from, acquirer_id, model_id, firmware_id, app_version_id, carrier_id, connection)
			select terminal_id, '-infinity', acquirer_id, model_id, firmware_id, 0, carrier_id, connection from terminal`,
		`insert into heartbeat select terminal_id, $1::timestamptz - (terminal_id % 97) * interval '1 minute', acquirer_id, terminal_id % 101 from terminal`
	];
	for (const text of statements) await sql.unsafe(text, text.includes('$1') ? [now] : []);
}

/**
 * Facts of one day in UTC; `number` makes their ids. The rules of the response codes say what became of each. Sales have the category
 * of their merchant: of a fleet where all had another, every sale would be a drift of fees.
 */
export async function writeDay(sql: Sql, dayStart: Date, number: number): Promise<void> {
	const { terminals, issuers } = FLEET;
	let below = 0;
	const codes = CODES.map(([code, perThousand]) => `when draw < ${(below += perThousand)} then '${code}'`).join(' ');
	await sql.unsafe(
		`insert into txn
		with drawn as (
			select n, $1::timestamptz + (n * 86400000.0 / ${FACTS_PER_DAY}) * interval '1 ms' as occurred_at,
				1 + floor(${terminals} * power(((n * 7919 + $2 * 104729) % 1000003) / 1000003.0, 2))::int as terminal_id,
				(n * 613 + $2 * 97) % 1000 as draw
			from generate_series(0, ${FACTS_PER_DAY - 1}) n
		), coded as (
			select *, case when terminal_id % ${BROKEN_EVERY} = 0 and draw >= 700 then 'A0' ${codes} else '00' end as code from drawn
		), rule as (
			select c.code_id, c.code, array_position($3::text[], r.cause) - 1 as cause, array_position($4::text[], r.scope) - 1 as scope
			from response_code c join response_code_rule r on r.profile = c.profile and r.code = c.code and r.valid_from = '-infinity'
		)
		select occurred_at, 500 + (n * 37) % 50000, t.terminal_id, t.merchant_id, 200 + (n * 31)::int % 1500, 5, t.acquirer_id,
			1 + (n * 7)::int % ${issuers}, rule.code_id, 156, t.model_id, t.firmware_id, 0, t.carrier_id, 1 + (t.merchant_id - 1) % ${REGIONS}, 1, 0,
			rule.cause, rule.scope, n % 5, n % 4, 5000 + t.merchant_id % 50, 'P' || $2 || '-' || n, null, null
		from coded join rule using (code) join terminal t using (terminal_id)
		order by t.terminal_id`,
		[dayStart, number, [...CAUSES], [...SCOPES]]
	);
}
