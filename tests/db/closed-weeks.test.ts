// Weeks of closed days: true while all of their days are, never wrong meanwhile, and true again after the next fold. And what they
// are for: long windows do not read the facts of closed days.
import { expect } from 'vitest';
import { checkIntegrity } from '#api/features/ingest/integrity.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { ofWeeks, recount, RUNNING, weeksTold } from './recount.ts';

/** Monday to Sunday twice, and a Monday. */
const DAYS = Array.from({ length: 15 }, (_, index) =>
	new Date(Date.parse('2026-02-09T00:00:00Z') + index * 86_400_000).toISOString().slice(0, 10)
);
const ALL = 'from=2026-02-08T16:00:00Z&to=2026-02-23T16:00:00Z';

const records = DAYS.flatMap((day, index) => [
	aTransaction({ id: `a-${day}`, terminalId: 'T1', occurredAt: `${day}T09:00:00+08:00` }),
	aTerminalFailure({ id: `b-${day}`, terminalId: `T${index % 3}`, occurredAt: `${day}T23:59:59+08:00` }),
	aTransaction({ id: `c-${day}`, terminalId: 'T2', currency: 'USD', occurredAt: `${day}T00:00:00+08:00` })
]);

async function weeksOf({ deps: { sql, timeZone } }: TestApp) {
	const demanded = await recount(sql, timeZone);
	const told = await Promise.all(RUNNING.map(async (table) => ({ table, ...(await weeksTold(sql, table)) })));
	for (const { table, weeks, rows } of told) expect(rows, table).toEqual(ofWeeks(demanded[table], weeks));
	return told[0]?.weeks;
}

/** Both weeks and more, and the second of them alone, which is what both have done less what the first has. */
const SECOND = 'from=2026-02-15T16:00:00Z&to=2026-02-22T16:00:00Z';
type Ranked = { attempts: number; terminal: number; causes: object; amountMinor: number | null };

/** Attempts and failures by terminal, merchant and category, as rankings, the funnel and groups tell them. */
async function told(app: TestApp, window: string) {
	const answer = async <Answer>(question: string) =>
		(await (await app.get(`${API}/failures/${question}&${window}`)).json()) as Answer;
	const { items } = await answer<{ items: (Ranked & { terminalId: string })[] }>('terminals?');
	const funnel = await answer<Record<string, (string | number)[]>>('funnel?');
	const [ids = [], attempts = [], failures = []] = [funnel['terminalIds'], funnel['attempts'], funnel['failures']];
	const inFunnel = ids.map((id, index) => [id, attempts[index], failures[index]].join(' '));
	const inRanking = items.map(({ terminalId, attempts: n, terminal }) => `${terminalId} ${n} ${terminal}`);
	expect(inFunnel.sort()).toEqual(inRanking.sort());
	const merchants = await answer<{ items: Ranked[] }>('merchants?');
	const byAmount = await answer<{ items: Ranked[] }>('terminals?sort=-amountMinor');
	const { items: groups } = await answer<{ items: Ranked[] }>('groups?groupBy=mcc');
	return { items, merchants: merchants.items, byAmount: byAmount.items, groups };
}

const toldOfBoth = async (app: TestApp) => [await told(app, ALL), await told(app, SECOND)];

test('a week counts once all of its days are closed, not while late data is folded in, and then again', async ({
	app
}) => {
	await app.send('POST', `${API}/ingest/transactions`, records);
	const before = await toldOfBoth(app);
	await foldDueDays(app.deps);
	expect(await weeksOf(app)).toEqual(['2026-02-09', '2026-02-16']);
	expect(await toldOfBoth(app)).toEqual(before);

	const late = aTerminalFailure({ id: 'late', terminalId: 'T1', occurredAt: '2026-02-11T12:00:00+08:00' });
	await app.send('POST', `${API}/ingest/transactions`, [late]);
	const after = await toldOfBoth(app);
	expect(after).not.toEqual(before);

	await foldDueDays(app.deps);
	expect(await weeksOf(app)).toEqual(['2026-02-09', '2026-02-16']);
	expect(await toldOfBoth(app)).toEqual(after);

	const wrong = async () => (await checkIntegrity(app.deps)).filter(({ isOk }) => !isOk).map(({ text }) => text);
	await app.deps.jobs.runOnce('make partitions ahead');
	expect(await wrong()).toEqual([]);
	await app.deps.sql`delete from terminal_running where week = '2026-02-16'`;
	await app.deps.sql`update merchant_running set total = total + 1 where week = '2026-02-09'`;
	expect(await wrong()).toEqual([
		expect.stringContaining('terminal_running tells the weeks of 22 of 43'),
		expect.stringContaining('merchant_running tells the weeks of 0 of 43')
	]);
});

/** Questions of pages over a closed fortnight, each of which has a roll-up. */
const LONG_QUESTIONS = [
	'summary?',
	'series?groupBy=cause',
	'series?groupBy=issuer&bucket=day',
	'series?groupBy=model&bucket=day',
	'series?groupBy=mcc&bucket=day',
	'groups?groupBy=issuer&compare=previous',
	'groups?groupBy=code&cause=security_auth',
	'groups?groupBy=vendor',
	'groups?groupBy=entryMode',
	'groups?groupBy=mcc',
	'groups?groupBy=region&code=cup:00',
	'terminals?',
	'merchants?',
	'funnel?acquirer=ACQ1',
	'latency?bucket=day',
	'latency?bucket=day&product=debit',
	'rhythm?'
];

test.for(LONG_QUESTIONS)('%s reads no fact of closed days', async (question, { app }) => {
	await app.send('POST', `${API}/ingest/transactions`, records);
	await foldDueDays(app.deps);
	const whole = await (await app.get(`${API}/failures/${question}&${ALL}`)).text();
	expect(whole).not.toContain('"items":[]');
	// With the facts gone, whoever reads them tells less.
	await app.deps.sql`truncate txn`;
	const answer = await app.get(`${API}/failures/${question}&${ALL}`);
	expect(answer.status).toBe(200);
	expect(await answer.text()).toBe(whole);
});
