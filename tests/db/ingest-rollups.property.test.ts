// Whatever comes in, in whatever order, however often and from however many senders at once: every roll-up is the sum of the facts.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIntake, type Intake } from '#api/features/ingest/intake.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import type { Principal } from '#api/platform/principal.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import { ofWeeks, recount, ROLLUPS, RUNNING, storedRollUp, weeksTold } from './recount.ts';

/** A zone whose hours and days begin at half past in UTC. */
const TIME_ZONE = 'Asia/Kolkata';
const RUNS = 40;
const TIMEOUT_MS = 240_000;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_DAY_MS = Date.parse('2026-03-01T00:00:00Z');
/** Streams tell of five days; the clock starts on the last of them and goes on from there. */
const STREAM_DAYS = 5;
const CLOCK_START_MS = FIRST_DAY_MS + (STREAM_DAYS - 0.5) * DAY_MS;
/** Midnight in Kolkata, as an offset into the day of UTC. */
const MIDNIGHT_MS = 18.5 * HOUR_MS;

const SENDER: Principal = {
	kind: 'api_key',
	keyId: 'test',
	name: 'test',
	scopes: ['ingest'],
	scope: { kind: 'fleet' }
};
const CLOCK = { atMs: CLOCK_START_MS, now: () => new Date(CLOCK.atMs) };

type Payment = { acquirerId: string; id: string; terminalId: string; occurredAt: string; amountMinor: number };
type Send = { payment: number; variant: 'same' | 'same' | 'other amount' | 'no currency' };
type Step = { kind: 'send'; batches: Send[][]; fold: boolean } | { kind: 'wait'; hours: number } | { kind: 'fold' };

/** Codes of every scope: approved, flawed success, terminal, upstream, business, ambiguous, excluded; and one that no rule knows. */
const CODES = ['00', '00', 'A2', 'A0', '91', '51', '25', '95', 'ZZ', null];

const offsetMs = fc.oneof(
	fc.integer({ min: 0, max: STREAM_DAYS * DAY_MS - 1 }),
	fc
		.tuple(fc.integer({ min: 0, max: STREAM_DAYS - 1 }), fc.integer({ min: -90_000, max: 90_000 }))
		.map(([day, around]) => day * DAY_MS + MIDNIGHT_MS + around)
);

const payment = fc.record({
	terminal: fc.integer({ min: 1, max: 4 }),
	merchantId: fc.constantFrom('M1', 'M2', 'M3'),
	occurredAt: offsetMs.map((offset) => new Date(FIRST_DAY_MS + offset).toISOString()),
	type: fc.constantFrom('sale', 'sale', 'sale', 'refund', 'reversal', 'service_fee', 'preauth'),
	product: fc.constantFrom(null, 'debit', 'credit', 'qr'),
	codeProfile: fc.constantFrom('cup', 'cup', 'iso'),
	responseCode: fc.constantFrom(...CODES),
	amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
	currency: fc.constantFrom('CNY', 'CNY', 'JPY'),
	issuer: fc.constantFrom(null, 'ICBC', 'ABC'),
	entryMode: fc.constantFrom(null, 'chip'),
	latencyMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
	feeMinor: fc.option(fc.integer({ min: -500, max: 500 })),
	mcc: fc.constantFrom(null, '5411'),
	cardToken: fc.constantFrom(null, 'token-1', 'NULL', 'a "quoted" \\ {one}, with comma')
});

/** Two acquirers that use the same ids for different payments; a terminal belongs to one of them but meets several merchants. */
const payments = fc.array(payment, { minLength: 1, maxLength: 60 }).map((drafts) =>
	drafts.map(({ terminal, ...draft }, index) => {
		const acquirerId = `ACQ${1 + (index % 2)}`;
		return { ...draft, acquirerId, id: `txn ${Math.floor(index / 2)}`, terminalId: `${acquirerId}-T${terminal}` };
	})
);

const batch = fc.array(
	fc.record({
		payment: fc.nat(),
		variant: fc.constantFrom<Send['variant'][]>('same', 'same', 'same', 'same', 'other amount', 'no currency')
	}),
	{ minLength: 1, maxLength: 50 }
);

const steps = fc.array(
	fc.oneof(
		{
			weight: 6,
			arbitrary: fc.record({
				kind: fc.constant('send' as const),
				batches: fc.array(batch, { minLength: 1, maxLength: 3 }),
				fold: fc.boolean()
			})
		},
		{
			weight: 2,
			arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.double({ min: 0.1, max: 40, noNaN: true }) })
		},
		{ weight: 1, arbitrary: fc.constant({ kind: 'fold' as const }) }
	),
	{ minLength: 1, maxLength: 8 }
);

type World = Awaited<ReturnType<typeof cloneDatabase>>;
let world: World;
/** Two processes that know nothing of one another, and that take turns. */
let processes: Intake[];

beforeAll(async () => {
	world = await cloneDatabase();
	const parts = { url: world.url, sql: world.sql, clock: CLOCK, timeZone: TIME_ZONE, metrics: { ingested: () => {} } };
	processes = [createIntake(parts), createIntake(parts)];
});

afterAll(async () => {
	for (const each of processes) await each.close();
	await world.drop();
});

async function emptyWorld(): Promise<void> {
	await world.sql`truncate txn, terminal_hour, terminal_day, slice_day, folded_day, terminal_running, merchant_running, running_week, fleet_minute, issuer_hour, cause_hour, unmapped_code`;
	CLOCK.atMs = CLOCK_START_MS;
}

async function send(process: number, records: readonly object[]) {
	const body = records.map((record) => JSON.stringify(record)).join('\n');
	const source = {
		body: (async function* () {
			yield new TextEncoder().encode(body);
		})(),
		contentType: 'application/x-ndjson',
		contentEncoding: null
	};
	const answer = await processes[process % processes.length]?.take('transaction', SENDER, source);
	if (!answer) throw new Error('There is no process to send to');
	expect(answer.received).toBe(records.length);
	expect(answer.accepted + answer.duplicates + answer.rejected).toBe(answer.received);
	return answer;
}

function recordOf(all: readonly Payment[], { payment: index, variant }: Send): object {
	const base = all[index % all.length] as Payment;
	if (variant === 'other amount') return { ...base, amountMinor: base.amountMinor + 1 };
	return variant === 'no currency' ? { ...base, currency: null } : base;
}

async function take(step: Step, all: readonly Payment[]): Promise<number> {
	if (step.kind === 'wait') CLOCK.atMs += Math.round(step.hours * HOUR_MS);
	const fold = async () => foldDueDays({ sql: world.sql, clock: CLOCK, timeZone: TIME_ZONE });
	if (step.kind === 'fold') await fold();
	if (step.kind !== 'send') return 0;
	const [answers] = await Promise.all([
		Promise.all(
			step.batches.map(async (each, index) =>
				send(
					index,
					each.map((one) => recordOf(all, one))
				)
			)
		),
		step.fold ? fold() : null
	]);
	return answers.reduce((sum, answer) => sum + answer.accepted, 0);
}

/** terminal_day and slice_day are promised to be true for the days listed in folded_day, and for no others. */
async function expectRollUpsTrue(): Promise<void> {
	const expected = await recount(world.sql, TIME_ZONE);
	for (const table of ROLLUPS) {
		expect(await storedRollUp(world.sql, table), table).toEqual(expected[table] ?? {});
	}
	const folded = await world.sql<
		{ day: string }[]
	>`select to_char(day, 'YYYY-MM-DD') as day from folded_day where has_slices`;
	const isFolded = ([key]: [string, unknown]) => folded.some(({ day }) => key.includes(`day ${day}`));
	const ofFoldedDays = (rows: object) => Object.fromEntries(Object.entries(rows).filter(isFolded));
	for (const table of RUNNING) {
		const { weeks, rows } = await weeksTold(world.sql, table);
		expect(rows, table).toEqual(ofWeeks(expected[table], weeks));
	}
	for (const table of ['terminal_day', 'slice_day']) {
		expect(ofFoldedDays(await storedRollUp(world.sql, table)), table).toEqual(ofFoldedDays(expected[table] ?? {}));
	}
}

/** One fact per id that was accepted, with the content of one of its senders, whole. */
async function expectOneFactPerId(accepted: number, all: readonly Payment[]): Promise<void> {
	const facts = await world.sql<{ identity: string; amount_minor: number; at_ms: number; terminal_code: string }[]>`
		select acquirer_code || ' ' || txn_code as identity, amount_minor, terminal_code,
			(extract(epoch from occurred_at) * 1000)::float8 as at_ms
		from txn join acquirer using (acquirer_id) join terminal using (terminal_id)`;
	expect(facts.length).toBe(accepted);
	const byIdentity = new Map(all.map((each) => [`${each.acquirerId} ${each.id}`, each]));
	for (const fact of facts) {
		const sent = byIdentity.get(fact.identity);
		byIdentity.delete(fact.identity);
		expect(sent).toMatchObject({ terminalId: fact.terminal_code, occurredAt: new Date(fact.at_ms).toISOString() });
		expect([0, 1]).toContain(fact.amount_minor - (sent?.amountMinor ?? NaN));
	}
}

async function everything(): Promise<Record<string, unknown>> {
	const tables = [...ROLLUPS, 'terminal_day', 'slice_day', 'unmapped_code'];
	const [facts] = await world.sql`select count(*) as n, sum(hashtextextended(txn::text, 0)) as content from txn`;
	const rollUps = await Promise.all(
		tables.map(async (table) => world.sql`select ${world.sql(table)}::text as row from ${world.sql(table)} order by 1`)
	);
	return { facts, ...Object.fromEntries(tables.map((table, index) => [table, rollUps[index]])) };
}

it(
	'every roll-up equals the recount of the facts, and sending all of it again changes nothing',
	async () => {
		await fc.assert(
			fc.asyncProperty(payments, steps, async (all, stream) => {
				await emptyWorld();
				let accepted = 0;
				for (const step of stream) {
					accepted += await take(step, all);
					await expectRollUpsTrue();
				}
				await expectOneFactPerId(accepted, all);

				CLOCK.atMs += 2 * DAY_MS;
				await foldDueDays({ sql: world.sql, clock: CLOCK, timeZone: TIME_ZONE });
				const before = await everything();
				const total = await world.sql`
					select (select coalesce(sum(total), 0) from terminal_day)::int as days, (select count(*) from txn)::int as facts`;
				expect(total).toEqual([{ days: accepted, facts: accepted }]);
				for (const step of stream) {
					if (step.kind !== 'send') continue;
					for (const each of step.batches) {
						const answer = await send(
							0,
							each.map((one) => recordOf(all, one))
						);
						expect(answer.accepted).toBe(0);
					}
				}
				expect(await everything()).toEqual(before);
			}),
			{ numRuns: RUNS }
		);
	},
	TIMEOUT_MS
);
