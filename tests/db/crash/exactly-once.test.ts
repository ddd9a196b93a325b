// An answer of 200 means durable, and everything counts once, however often the processes are killed and the senders send again.
// The control proves that this harness can tell: with Postgres set to acknowledge before it has written, it must find losses.
import { expect, onTestFinished, test } from 'vitest';
import type { Sql } from '#api/platform/db/client.ts';
import { paymentStream, seededRandom, toNdjson, type Payment } from '#tests/bench/fleet-data.ts';
import { ROLLUPS } from '../recount.ts';
import { Victim } from './victim.ts';

const WRITERS = 4;
const TERMINALS = 3_000;
const TIMEOUT_MS = 300_000;
const CONTROL_ROUNDS_MAX = 5;

type Plan = { bodies: Buffer[]; payments: number; amountMinor: number };

/** Unique payments in batches; some batches come twice, some begin with half of the one before, some repeat their own rows. */
function planStream(batches: number, rows: number, seed: number): Plan {
	const random = seededRandom(seed);
	const next = paymentStream({ seed, startMs: Date.now() - 2 * 3_600_000, terminals: TERMINALS });
	const sent: Payment[][] = [];
	const bodies: Buffer[] = [];
	let [payments, amountMinor] = [0, 0];
	for (let index = 0; index < batches; index++) {
		const fresh = next(rows);
		payments += fresh.length;
		amountMinor += fresh.reduce((sum, payment) => sum + payment.amountMinor, 0);
		const batch = [...fresh];
		if (random() < 0.1) batch.unshift(...(sent.at(-1) ?? []).slice(0, rows / 2));
		if (random() < 0.05) batch.push(...fresh.slice(0, 10));
		sent.push(batch);
		bodies.push(toNdjson(batch));
		if (random() < 0.15) bodies.push(toNdjson(sent[Math.floor(random() * sent.length)] ?? batch));
	}
	return { bodies, payments, amountMinor };
}

/** Several senders at once; each kill comes when its share of the bodies is answered, with others under way. */
async function deliver(victim: Victim, { bodies }: Plan, kills: readonly ('node' | 'postgres')[]): Promise<number> {
	const waiting = bodies.values();
	const pending = kills.map((kind, index) => ({ kind, after: (bodies.length * (index + 1)) / (kills.length + 1) }));
	let [answered, retries] = [0, 0];
	let killing = Promise.resolve();
	const writer = async () => {
		for (const body of waiting) {
			retries += (await victim.sendUntilTaken(body)) - 1;
			answered += 1;
			const due = answered >= (pending[0]?.after ?? Infinity) ? pending.shift() : undefined;
			if (due) killing = killing.then(async () => (due.kind === 'node' ? victim.killNode() : victim.killPostgres()));
		}
	};
	await Promise.all(Array.from({ length: WRITERS }, writer));
	await killing;
	return retries;
}

async function facts(sql: Sql) {
	const [row] = await sql<{ facts: number; ids: number; amount: number; failures: number }[]>`
		select count(*) as facts, count(distinct (acquirer_id, txn_code)) as ids, sum(amount_minor)::float8 as amount,
			count(*) filter (where cause <> 0) as failures
		from txn`;
	return row;
}

async function expectRollUpsToAgree(sql: Sql): Promise<void> {
	const counted = await facts(sql);
	for (const table of ROLLUPS) {
		const [sums] = await sql`
			select sum(total)::float8 as facts, sum(amount_minor)::float8 as amount,
				sum(terminal + upstream + business + unresolved)::float8 as failures
			from ${sql(table)}`;
		expect(sums, table).toEqual({ facts: counted?.facts, amount: counted?.amount, failures: counted?.failures });
	}
}

async function startVictim(): Promise<Victim> {
	const victim = await Victim.start();
	onTestFinished(async () => victim.end());
	return victim;
}

test(
	'nothing is lost and nothing counts twice through kill -9 of Node and of Postgres, three times each',
	async () => {
		const victim = await startVictim();
		const plan = planStream(400, 250, 1);
		const retries = await deliver(victim, plan, ['node', 'postgres', 'node', 'postgres', 'node', 'postgres']);
		expect(retries, 'the kills met nothing under way').toBeGreaterThan(0);
		await victim.look(async (sql) => {
			expect(await facts(sql)).toMatchObject({ facts: plan.payments, ids: plan.payments, amount: plan.amountMinor });
			await expectRollUpsToAgree(sql);
		});
	},
	TIMEOUT_MS
);

test(
	'control: with synchronous_commit off, acknowledged payments are lost, and this harness sees it',
	async () => {
		const victim = await startVictim();
		await victim.look(async (sql) => {
			await sql`alter system set wal_writer_delay = '10s'`;
			await sql`alter database tillwatch set synchronous_commit = off`;
			await sql`select pg_reload_conf()`;
		});
		// So that no connection of before the change is left.
		await victim.killNode();
		let [sent, stored] = [0, 0];
		for (let round = 1; round <= CONTROL_ROUNDS_MAX && stored === sent; round++) {
			const plan = planStream(20, 50, 100 + round);
			await deliver(victim, plan, []);
			await victim.killPostgres();
			sent += plan.payments;
			stored = (await victim.look(facts))?.facts ?? 0;
		}
		expect(stored).toBeLessThan(sent);
		// What is left agrees with itself: facts and roll-ups are lost together.
		await victim.look(expectRollUpsToAgree);
	},
	TIMEOUT_MS
);
