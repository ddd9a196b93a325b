// What the roll-ups have to say, counted anew from the facts in plain JavaScript, so that no thought is shared with the statement
// that writes them.
import { CAUSES, FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import { LATENCY_STEPS } from '#lib/domain/latency-steps.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import type { Sql } from '#api/platform/db/client.ts';

/** Columns of the facts in the order in which slice_day numbers them. */
const SLICED = [
	'issuer_id',
	'code_id',
	'model_id',
	'firmware_id',
	'carrier_id',
	'region_id',
	'product',
	'cause',
	'scope',
	'connection',
	'entry_mode',
	'app_version_id',
	'latency'
] as const;

export const ROLLUPS = ['terminal_hour', 'fleet_minute', 'issuer_hour', 'cause_hour'] as const;

/** Counters by the key of a roll-up's row, written as `terminal 3 | 2026-03-02T04:30:00.000Z | …`. */
export type Counted = Record<string, Record<string, number>>;

type Fact = {
	at_ms: number;
	terminal_id: number;
	merchant_id: number;
	acquirer_id: number;
	issuer_id: number;
	currency: number;
	type: number;
	scope: number;
	cause: number;
	latency_ms: number | null;
	amount_minor: number;
	fee_minor: number | null;
} & Record<Exclude<(typeof SLICED)[number], 'latency'>, number>;

async function factsOf(sql: Sql): Promise<Fact[]> {
	return sql<Fact[]>`
		select (extract(epoch from occurred_at) * 1000)::float8 as at_ms, terminal_id, merchant_id, acquirer_id, issuer_id, currency,
			type, scope, cause, code_id, model_id, firmware_id, carrier_id, region_id, coalesce(product, -1) as product, connection, app_version_id,
			coalesce(entry_mode, -1) as entry_mode, latency_ms, amount_minor, fee_minor
		from txn`;
}

function countersOf(fact: Fact): Record<string, number> {
	const scope = SCOPES[fact.scope];
	const cause = CAUSES[fact.cause];
	const isAttempt = TRANSACTION_TYPES[fact.type] !== 'reversal' && scope !== 'excluded';
	const isApproved = isAttempt && (scope === 'approved' || scope === 'approved_check');
	const isFailure = isAttempt && !isApproved;
	return {
		total: 1,
		approved: Number(isApproved),
		approved_check: Number(isAttempt && scope === 'approved_check'),
		terminal: Number(isAttempt && scope === 'terminal'),
		upstream: Number(isAttempt && scope === 'upstream'),
		business: Number(isAttempt && scope === 'business'),
		unresolved: Number(isAttempt && scope === 'ambiguous'),
		...Object.fromEntries(FAILURE_CAUSES.map((each) => [each, Number(isFailure && each === cause)])),
		latency_count: Number(fact.latency_ms !== null),
		latency_ms_sum: fact.latency_ms ?? 0,
		amount_minor: isAttempt ? fact.amount_minor : 0,
		approved_minor: isApproved ? fact.amount_minor : 0,
		fee_minor: fact.fee_minor ?? 0
	};
}

/** Where an instant falls in the fleet's zone, by Intl rather than by Postgres. */
function localClock(timeZone: string) {
	const format = new Intl.DateTimeFormat('en-CA', {
		timeZone,
		hourCycle: 'h23',
		...({ year: 'numeric', month: '2-digit', day: '2-digit', minute: '2-digit', hour: '2-digit' } as const)
	});
	const partsOf = (atMs: number) =>
		Object.fromEntries(format.formatToParts(atMs).map((part) => [part.type, part.value]));
	return {
		hour: (atMs: number) => iso(atMs - Number(partsOf(atMs)['minute']) * 60_000 - (atMs % 60_000)),
		day: (atMs: number) => {
			const { year, month, day } = partsOf(atMs);
			return `${year}-${month}-${day}`;
		}
	};
}

const iso = (atMs: number) => new Date(atMs).toISOString();

const TERMINAL_WEEK_COUNTERS = ['amount_minor', 'total', 'approved', 'terminal', 'upstream', 'business', 'unresolved'];

/** The Monday at or before a day. */
function mondayOf(day: string): string {
	const atMs = Date.parse(`${day}T00:00:00Z`);
	return iso(atMs - ((new Date(atMs).getUTCDay() + 6) % 7) * 86_400_000).slice(0, 10);
}

/** Every roll-up as the facts demand it, those of closed days included; of running sums what each week adds to them. */
export async function recount(sql: Sql, timeZone: string): Promise<Record<string, Counted>> {
	const local = localClock(timeZone);
	const tables: Record<string, Counted> = {};
	const add = (table: string, key: Record<string, string | number>, counters: Record<string, number>) => {
		const rows = (tables[table] ??= {});
		const row = (rows[keyText(key)] ??= {});
		for (const [column, value] of Object.entries(counters)) row[column] = (row[column] ?? 0) + value;
	};
	for (const fact of await factsOf(sql)) {
		const counters = countersOf(fact);
		const { terminal_id, merchant_id, acquirer_id, issuer_id, cause, currency, at_ms } = fact;
		const hour = local.hour(at_ms);
		add('terminal_hour', { terminal_id, hour, merchant_id, acquirer_id, currency }, counters);
		add('terminal_day', { terminal_id, day: local.day(at_ms), merchant_id, acquirer_id, currency }, counters);
		const week = mondayOf(local.day(at_ms));
		add(
			'terminal_running',
			{ week, terminal_id, merchant_id, acquirer_id, currency },
			Object.fromEntries(Object.entries(counters).filter(([name]) => TERMINAL_WEEK_COUNTERS.includes(name)))
		);
		add('merchant_running', { week, merchant_id, acquirer_id, currency }, counters);
		add('fleet_minute', { acquirer_id, minute: iso(at_ms - (at_ms % 60_000)), currency }, counters);
		add('issuer_hour', { acquirer_id, issuer_id, hour, currency }, counters);
		add('cause_hour', { acquirer_id, cause, hour, currency }, counters);
		for (const slice of slicesOf(fact)) {
			add('slice_day', { acquirer_id, currency, day: local.day(at_ms), ...slice }, counters);
		}
	}
	return tables;
}

/** Of these two together the groups would be too many to keep. */
const NOT_TOGETHER = [
	['issuer_id', 'model_id'],
	['issuer_id', 'firmware_id'],
	['issuer_id', 'region_id'],
	['model_id', 'region_id'],
	['firmware_id', 'region_id']
];

const OUTCOMES = ['code_id', 'cause', 'scope'];
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
	connection: OUTCOMES,
	entry_mode: OUTCOMES,
	app_version_id: OUTCOMES,
	latency: [...OUTCOMES, 'model_id', 'carrier_id', 'product', 'connection', 'entry_mode']
};

const isKept = (first: string, second: string) =>
	TOGETHER[second]?.includes(first) ?? !NOT_TOGETHER.some(([a, b]) => a === first && b === second);

/** Alone, and with the later ones. */
function slicesOf(fact: Fact) {
	const { latency_ms } = fact;
	const latency = latency_ms === null ? -1 : LATENCY_STEPS.filter((first) => first <= latency_ms).length;
	const values = { ...fact, latency };
	return SLICED.flatMap((column, a) => [
		{ dimension_a: a, value_a: values[column], dimension_b: -1, value_b: -1 },
		...SLICED.slice(a + 1)
			.filter((other) => isKept(column, other))
			.map((other) => ({
				dimension_a: a,
				value_a: values[column],
				dimension_b: SLICED.indexOf(other),
				value_b: values[other]
			}))
	]);
}

const KEYS: Record<string, readonly string[]> = {
	terminal_hour: ['terminal_id', 'hour', 'merchant_id', 'acquirer_id', 'currency'],
	terminal_day: ['terminal_id', 'day', 'merchant_id', 'acquirer_id', 'currency'],
	terminal_running: ['week', 'terminal_id', 'merchant_id', 'acquirer_id', 'currency'],
	merchant_running: ['week', 'merchant_id', 'acquirer_id', 'currency'],
	fleet_minute: ['acquirer_id', 'minute', 'currency'],
	issuer_hour: ['acquirer_id', 'issuer_id', 'hour', 'currency'],
	cause_hour: ['acquirer_id', 'cause', 'hour', 'currency'],
	slice_day: ['acquirer_id', 'currency', 'day', 'dimension_a', 'value_a', 'dimension_b', 'value_b']
};

const keyText = (key: Record<string, string | number>) =>
	Object.entries(key)
		.map(([name, value]) => `${name} ${value}`)
		.join(' | ');

/** What a roll-up says, in the shape of `recount`. */
export async function storedRollUp(sql: Sql, table: string): Promise<Counted> {
	const keys = KEYS[table] ?? [];
	const rows = await sql<Record<string, unknown>[]>`select * from ${sql(table)}`;
	return Object.fromEntries(
		rows.map((row) => {
			const key = Object.fromEntries(keys.map((name) => [name, keyValue(name, row[name])]));
			const counters = Object.entries(row).filter(([name]) => !keys.includes(name));
			return [keyText(key), Object.fromEntries(counters.map(([name, value]) => [name, Number(value)]))];
		})
	);
}

export const RUNNING = ['terminal_running', 'merchant_running'] as const;

/** What the weeks that may be read add to running sums, in the shape of `recount`, and which weeks those are. */
export async function weeksTold(
	sql: Sql,
	table: (typeof RUNNING)[number]
): Promise<{ weeks: string[]; rows: Counted }> {
	const weeks = await sql<{ week: string }[]>`
		select week::text from running_week
		where (select count(*) from folded_day where day >= week and day < week + 7) = 7 order by week`;
	const stored = await storedRollUp(sql, table);
	const isOf = (week: string, key: string) => key.startsWith(`week ${week} |`);
	const rows: Counted = {};
	for (const { week } of weeks) {
		const before = iso(Date.parse(`${week}T00:00:00Z`) - 7 * 86_400_000).slice(0, 10);
		for (const [key, counters] of Object.entries(stored)) {
			if (!isOf(week, key)) continue;
			const until = stored[key.replace(week, before)];
			const added = Object.entries(counters).map(([name, value]) => [name, value - (until?.[name] ?? 0)] as const);
			if (added.some(([, value]) => value !== 0)) rows[key] = Object.fromEntries(added);
		}
	}
	return { weeks: weeks.map(({ week }) => week), rows };
}

/** What `recount` demands of these weeks. */
export function ofWeeks(demanded: Counted | undefined, weeks: readonly string[]): Counted {
	const isOfThem = ([key]: [string, unknown]) => weeks.some((week) => key.startsWith(`week ${week} |`));
	return Object.fromEntries(Object.entries(demanded ?? {}).filter(isOfThem));
}

function keyValue(name: string, value: unknown): string | number {
	if (!(value instanceof Date)) return Number(value);
	return name === 'day' || name === 'week' ? value.toISOString().slice(0, 10) : value.toISOString();
}
