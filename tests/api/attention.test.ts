// The work list: who needs attention, why, and what it costs to wait.
import { describe, expect } from 'vitest';
import { parse } from 'csv-parse/sync';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { writeHistory } from '#api/features/terminals/terminal-history.usecases.ts';
import { refreshTerminalStates } from '#api/features/terminals/terminal-state.repo.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { subjectToMark } from '#api/features/attention/attention.usecases.ts';
import { MANAGER } from '#tests/support/principals.ts';
import { aMerchant, aTerminal, aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-10T12:00:00+08:00';
const DAYS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const SALES_A_DAY = 24;
/** Of each sale of the builders, in fen. */
const SALE_MINOR = 8800;

type Reason = {
	kind: string;
	cause: string | null;
	since: string | null;
	action: string;
	evidence: { k: number | null; n: number | null; expected: number | null };
	costMinorPerDay: number | null;
};
type Item = {
	terminalId: string;
	acquirerId: string;
	reasons: Reason[];
	costOfWaitingMinorPerDay: number | null;
	currency: string | null;
	mark: { status: string; until: string | null; note: string; markedBy: string } | null;
};
type Answer = {
	items: Item[];
	total: number;
	nextCursor: string | null;
	asOf: string;
	counts: Record<string, number>;
	costs: { currency: string; minorPerDay: number }[];
};

/** Sales of a day, hour by hour; the first `failures` of them fail by the terminal's own fault. */
function aDay(terminalId: string, acquirerId: string, day: number, failures: number) {
	return Array.from({ length: SALES_A_DAY }, (_, index) => {
		const fields = {
			terminalId,
			acquirerId,
			merchantId: `M-${acquirerId}`,
			occurredAt: `2026-03-${String(day).padStart(2, '0')}T${String(8 + (index % 12)).padStart(2, '0')}:${String(index).padStart(2, '0')}:00+08:00`
		};
		return index < failures ? aTerminalFailure(fields) : aTransaction(fields);
	});
}

async function bringUpToDate({ deps }: TestApp): Promise<void> {
	const now = deps.clock.now();
	await foldDueDays(deps);
	await refreshTerminalStates(deps.db, now, deps.timeZone);
	while ((await writeHistory(deps)).days > 0);
}

/** Failures a day, from which day on; silent ones sell nothing from that day on. */
const TERMINALS = {
	FINE: { acquirerId: 'ACQ1', failures: () => 0, sells: () => true },
	FAULTY: { acquirerId: 'ACQ1', failures: (day: number) => (day >= 5 ? 12 : 0), sells: () => true },
	SHUT: { acquirerId: 'ACQ1', failures: () => 0, sells: (day: number) => day < 7 },
	PARTNERS: { acquirerId: 'ACQ2', failures: (day: number) => (day >= 8 ? 20 : 0), sells: () => true }
};

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const terminals = Object.entries(TERMINALS);
			for (const acquirerId of ['ACQ1', 'ACQ2']) {
				await app.send('PUT', `${API}/merchants`, [aMerchant({ merchantId: `M-${acquirerId}`, acquirerId })]);
			}
			await app.send(
				'PUT',
				`${API}/terminals`,
				terminals.map(([terminalId, { acquirerId }]) =>
					aTerminal({ terminalId, serial: `SN-${terminalId}`, acquirerId, merchantId: `M-${acquirerId}` })
				)
			);
			await app.send(
				'POST',
				`${API}/ingest/transactions`,
				terminals.flatMap(([terminalId, { acquirerId, failures, sells }]) =>
					DAYS.filter(sells).flatMap((day) => aDay(terminalId, acquirerId, day, failures(day)))
				)
			);
			await bringUpToDate(app);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

async function read(app: TestApp, query = ''): Promise<Answer> {
	const response = await app.get(`${API}/attention${query}`);
	expect(response.status).toBe(200);
	return (await response.json()) as Answer;
}

const ids = ({ items }: Answer) => items.map(({ terminalId }) => terminalId);

describe('the list', () => {
	test('holds everybody with a reason once, the costliest first, and nobody else', async ({ app }) => {
		const answer = await read(app);
		expect(ids(answer)).toEqual(['SHUT', 'FAULTY', 'PARTNERS']);
		expect(answer).toMatchObject({ total: 3, counts: { technical_failures: 2, silent: 1 } });
		const costs = answer.items.map((item) => item.costOfWaitingMinorPerDay ?? 0);
		expect(costs).toEqual(costs.toSorted((a, b) => b - a));
		expect(answer.costs).toEqual([{ currency: 'CNY', minorPerDay: costs.reduce((sum, cost) => sum + cost, 0) }]);
	});

	test('says why, with its numbers, since when, and what to do', async ({ app }) => {
		const { items } = await read(app, '?terminal=FAULTY');
		const [reason] = items[0]?.reasons ?? [];
		expect(reason).toMatchObject({ kind: 'technical_failures', cause: 'security_auth', action: 'sign_on' });
		// The board's week is that of the 9th: seven days, five of them with twelve failures.
		expect(reason?.evidence).toMatchObject({ k: 60, n: 7 * SALES_A_DAY });
		expect(reason?.since).toBe('2026-03-04T16:00:00.000Z');
		const expected = reason?.evidence.expected ?? NaN;
		expect(expected).toBeGreaterThan(0);
		expect(items[0]?.costOfWaitingMinorPerDay).toBe(Math.round(((60 - expected) * SALE_MINOR) / 7));
	});

	test('of a silent terminal loses what it usually sells', async ({ app }) => {
		const { items } = await read(app, '?terminal=SHUT');
		expect(items).toMatchObject(
			[
				{
					reasons: [{ kind: 'silent', action: 'call_merchant' }],
					costOfWaitingMinorPerDay: (6 * SALES_A_DAY * SALE_MINOR) / 7
				}
			].map((item) => ({ ...item, costOfWaitingMinorPerDay: Math.round(item.costOfWaitingMinorPerDay) }))
		);
	});

	test('shows the day that is asked for, from what was known by then', async ({ app }) => {
		const early = await read(app, `?asOf=${encodeURIComponent('2026-03-08T00:00:00+08:00')}`);
		expect(early.asOf).toBe('2026-03-07T16:00:00.000Z');
		expect(ids(early).toSorted()).toEqual(['FAULTY', 'SHUT']);
		const [faulty] = (await read(app, `?asOf=${encodeURIComponent('2026-03-08T09:00:00+08:00')}&terminal=FAULTY`))
			.items;
		expect(faulty?.reasons[0]?.evidence).toMatchObject({ k: 36, n: 7 * SALES_A_DAY });
		expect(ids(await read(app, `?asOf=${encodeURIComponent('2026-03-04T00:00:00+08:00')}`))).toEqual([]);
	});

	test('count, pages and file hold the same rows under a filter', async ({ app }) => {
		for (const query of ['?', '?kind=silent', '?acquirer=ACQ1', '?kind=technical_failures&sort=since', '?q=fault']) {
			const all = await read(app, query);
			expect(all.items).toHaveLength(all.total);
			const paged: string[] = [];
			for (let cursor: string | null = ''; cursor !== null;) {
				const page: Answer = await read(app, `${query}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
				paged.push(...ids(page));
				cursor = page.nextCursor;
			}
			expect(paged).toEqual(ids(all));
			const file = await (await app.get(`${API}/attention${query}&format=csv`)).text();
			const rows: string[][] = parse(file, { bom: true, from_line: 2, relax_column_count: true });
			expect(rows.map(([terminalId]) => terminalId)).toEqual(ids(all));
		}
	});

	test('an acquirer sees its own terminals and no others', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ2' });
		expect(ids(await read(partner))).toEqual(['PARTNERS']);
		expect(await (await partner.get(`${API}/attention?format=csv`)).text()).not.toContain('FAULTY');
	});
});

describe('a mark', () => {
	const put = async (app: TestApp, body: object) =>
		app.request(`${API}/attention/marks`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});

	test('acknowledges, stays on the list, and is in the audit trail with who did it', async ({ app: key }) => {
		const app = await key.as('manager');
		const response = await put(app, {
			terminalId: 'FAULTY',
			status: 'acknowledged',
			note: 'Keys are injected on Tuesday'
		});
		expect(await response.json()).toMatchObject({
			mark: { status: 'acknowledged', note: 'Keys are injected on Tuesday' }
		});
		expect(ids(await read(app))).toContain('FAULTY');
		expect(ids(await read(app, '?marked=unmarked'))).not.toContain('FAULTY');
		const trail = await app.deps.db
			.selectFrom('audit_event')
			.select(['action', 'actor_name', 'subject_id', 'after'])
			.where('action', '=', 'attention.acknowledged')
			.execute();
		expect(trail).toMatchObject([
			{ actor_name: MANAGER.email, subject_id: 'FAULTY', after: { kinds: ['technical_failures'] } }
		]);
	});

	test('of a snooze needs an end in the future and a reason, hides the item, and can be taken back', async ({
		app: key
	}) => {
		const app = await key.as('manager');
		const until = '2026-03-20T00:00:00+08:00';
		expect((await put(app, { terminalId: 'SHUT', status: 'snoozed', note: 'Being rebuilt' })).status).toBe(400);
		expect((await put(app, { terminalId: 'SHUT', status: 'snoozed', until })).status).toBe(400);
		const past = await put(app, {
			terminalId: 'SHUT',
			status: 'snoozed',
			until: '2026-03-01T00:00:00+08:00',
			note: 'x'
		});
		expect(await past.json()).toMatchObject({ status: 400, code: 'attention.snooze_in_past' });
		expect((await put(app, { terminalId: 'SHUT', status: 'snoozed', until, note: 'Being rebuilt' })).status).toBe(200);
		expect(ids(await read(app))).not.toContain('SHUT');
		expect(ids(await read(app, '?marked=snoozed'))).toEqual(['SHUT']);
		expect((await put(app, { terminalId: 'SHUT', status: 'open' })).status).toBe(200);
		expect(ids(await read(app))).toContain('SHUT');
	});

	test('is refused on what needs no attention, on what is not there, and by who may only read', async ({ app }) => {
		const manager = await app.as('manager');
		for (const terminalId of ['FINE', 'NOBODY']) {
			const response = await put(manager, { terminalId, status: 'acknowledged' });
			expect(await response.json()).toMatchObject({ status: 404, code: 'attention.nothing_to_mark' });
		}
		expect((await put(app, { terminalId: 'FAULTY', status: 'acknowledged' })).status).toBe(403);
	});

	test('cannot be put on what lies out of scope: that reads like what is not there', async ({ app: { deps } }) => {
		const acquirer = await deps.db
			.selectFrom('acquirer')
			.select('acquirer_id')
			.where('acquirer_code', '=', 'ACQ2')
			.executeTakeFirstOrThrow();
		const scope = { kind: 'acquirers' as const, acquirerIds: [acquirer.acquirer_id] };
		const at = { now: deps.clock.now(), timeZone: deps.timeZone };
		await expect(subjectToMark(deps.db, scope, { terminalId: 'FAULTY' }, at)).rejects.toMatchObject({
			code: 'attention.nothing_to_mark'
		});
		expect(await subjectToMark(deps.db, scope, { terminalId: 'PARTNERS' }, at)).toMatchObject({ code: 'PARTNERS' });
	});
});
