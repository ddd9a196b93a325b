// What a code means is dated data that a fleet manager may change: history follows, and the roll-ups with it.
import { expect, describe } from 'vitest';
import { API, testApp, test as base } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';
import { recount, ROLLUPS, storedRollUp } from '../db/recount.ts';

const NOW = '2026-03-10T12:00:00+08:00';
const LATER = '2026-03-10T12:05:00+08:00';

const test = base.extend<{ app: Awaited<ReturnType<typeof testApp>> }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

const rule = {
	codeProfile: 'cup',
	responseCode: 'q9',
	validFrom: '2026-03-05T00:00:00+08:00',
	cause: 'security_auth',
	scope: 'terminal',
	meaningEn: 'Key lost',
	meaningZh: '密钥丢失'
};

describe('a changed rule', () => {
	test('classifies what came before anew from its date on, takes the code off the unmapped list, and every sum still agrees', async ({
		app
	}) => {
		await app.send('POST', `${API}/ingest/transactions`, [
			aTransaction({ id: 'before', responseCode: 'Q9', occurredAt: '2026-03-04T23:59:59+08:00' }),
			aTransaction({ id: 'after', responseCode: 'Q9', occurredAt: '2026-03-05T00:00:00+08:00' }),
			aTransaction({ id: 'fee', responseCode: 'Q9', type: 'service_fee', occurredAt: '2026-03-06T00:00:00+08:00' }),
			aTransaction({ id: 'other', responseCode: '91', occurredAt: '2026-03-06T00:00:00+08:00' })
		]);
		const unmapped = async () => (await (await app.get(`${API}/ingest/unmapped-codes`)).json()) as { total: number };
		expect((await unmapped()).total).toBe(1);
		await app.deps.jobs.runOnce('fold closed days');

		const manager = await app.as('manager');
		const answer = await manager.request(`${API}/response-codes`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(rule)
		});
		expect(answer.status).toBe(202);
		await app.deps.jobs.runOnce('classify history anew');
		await app.deps.jobs.runOnce('fold closed days');

		const facts = await app.deps.sql`select txn_code, cause, scope from txn order by txn_code`;
		expect(Object.fromEntries(facts.map((fact) => [fact['txn_code'], [fact['cause'], fact['scope']]]))).toEqual({
			before: [10, 5],
			after: [7, 2],
			fee: [7, 6],
			other: [2, 3]
		});
		const counted = await recount(app.deps.sql, app.deps.timeZone);
		for (const table of [...ROLLUPS, 'terminal_day']) {
			const stored = Object.entries(await storedRollUp(app.deps.sql, table));
			// A cause that lost all its facts of an hour keeps a row of noughts.
			expect(Object.fromEntries(stored.filter(([, row]) => row['total'] !== 0))).toEqual(counted[table]);
		}
		expect((await unmapped()).total).toBe(0);
		const audit = await app.deps.sql`select actor_name, action, after->>'scope' as scope from audit_event
			where subject_kind = 'response_code_rule'`;
		expect(audit).toEqual([
			{ actor_name: 'manager@example.com', action: 'response_code_rule.added', scope: 'terminal' }
		]);
	});

	test('also catches what was classified by the old rules and stored after the first pass', async ({
		app,
		database
	}) => {
		// As a batch would that was under way when the rule came.
		await app.deps.sql`update txn set cause = 10, scope = 5 where txn_code = 'after'`;
		const late = await testApp({ databaseUrl: database.url, now: LATER });
		await late.deps.jobs.runOnce('classify history anew');
		const [fact] = await late.deps.sql`select cause, scope from txn where txn_code = 'after'`;
		expect(fact).toEqual({ cause: 7, scope: 2 });
		const [request] = await late.deps.sql`select finished_at is not null as finished from reclassification`;
		expect(request).toEqual({ finished: true });
		await late.close();
	});

	test('holds for the next batch at once', async ({ app }) => {
		await app.send('POST', `${API}/ingest/transactions`, [
			aTransaction({ id: 'next', responseCode: 'q9 ', occurredAt: '2026-03-07T00:00:00+08:00' })
		]);
		const [fact] = await app.deps.sql`select cause, scope from txn where txn_code = 'next'`;
		expect(fact).toEqual({ cause: 7, scope: 2 });
	});

	test('is refused where cause and scope contradict each other, and from a key that may not configure', async ({
		app
	}) => {
		const put = async (by: typeof app, body: object) =>
			by.request(`${API}/response-codes`, {
				method: 'PUT',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body)
			});
		const contradiction = await put(await app.as('manager'), { ...rule, cause: 'approved' });
		expect(contradiction.status).toBe(400);
		expect(await contradiction.json()).toMatchObject({ code: 'request.invalid', issues: [{ path: 'scope' }] });
		expect((await put(app, rule)).status).toBe(403);
	});
});

describe('the map', () => {
	test('lists every rule of a profile once, page after page', async ({ app }) => {
		const codes: string[] = [];
		let cursor: string | null = '';
		let total = 0;
		while (cursor !== null) {
			const url: string = `${API}/response-codes?profile=cup&limit=40${cursor ? `&cursor=${cursor}` : ''}`;
			const page = (await (await app.get(url)).json()) as {
				items: { responseCode: string | null; validFrom: string | null }[];
				nextCursor: string | null;
				total: number;
			};
			codes.push(...page.items.map((item) => `${item.responseCode} ${item.validFrom}`));
			({ nextCursor: cursor, total } = page);
		}
		expect(codes).toHaveLength(total);
		expect(new Set(codes).size).toBe(total);
		expect(total).toBeGreaterThan(70);
	});

	test('is found by meaning in either language', async ({ app }) => {
		const found = async (q: string) =>
			(
				(await (await app.get(`${API}/response-codes?profile=cup&q=${encodeURIComponent(q)}`)).json()) as {
					total: number;
				}
			).total;
		expect(await found('资金不足')).toBe(1);
		expect(await found('insufficient funds')).toBe(1);
		expect(await found('100%')).toBe(0);
	});
});

describe('the effect of a rule', () => {
	test('is told beforehand exactly as it comes to pass, and telling it changes nothing', async ({ database }) => {
		const app = await testApp({ databaseUrl: database.url, now: NOW });
		const facts = Array.from({ length: 40 }, (_, index) =>
			aTransaction({
				id: `effect-${index}`,
				terminalId: index % 4 === 0 ? 'T-EFFECT-1' : 'T-EFFECT-2',
				responseCode: index % 5 === 0 ? 'ZZ' : '00',
				type: index === 10 ? 'reversal' : 'sale',
				occurredAt: `2026-03-0${index < 20 ? 2 : 6}T10:${String(index + 10)}:00+08:00`
			})
		);
		await app.send('POST', `${API}/ingest/transactions`, facts);
		const manager = await app.as('manager');
		const asked = async (path: string, method: string, validFrom: string | null) =>
			manager.request(`${API}${path}`, {
				method,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ ...rule, responseCode: 'zz', validFrom })
			});
		type Counts = { attempts: number; terminal: number; unresolved: number; rate: number; rateLow: number };
		type Effect = {
			transactions: number;
			terminals: number;
			from: string;
			to: string;
			isComplete: boolean;
			fleet: { before: Counts; after: Counts };
			mostAffected: { terminalId: string; before: Counts; after: Counts }[];
		};
		for (const validFrom of ['2026-03-05T00:00:00+08:00', null]) {
			const effect = (await (await asked('/response-codes/effect', 'POST', validFrom)).json()) as Effect;
			expect(effect.isComplete).toBe(true);
			// Eight carried the code, half of them from the later date on; the second pass finds the rest.
			expect(effect.transactions).toBe(4);
			expect(effect.mostAffected.length).toBe(effect.terminals);
			const window = `from=${encodeURIComponent(effect.from)}&to=${encodeURIComponent(effect.to)}`;
			const counts = async (more = '') => {
				const answer = await app.get(`${API}/failures/summary?${window}${more}`);
				return ((await answer.json()) as { current: Counts }).current;
			};
			expect(await counts()).toMatchObject(countsOf(effect.fleet.before));

			expect((await asked('/response-codes', 'PUT', validFrom)).status).toBe(202);
			await app.deps.jobs.runOnce('classify history anew');
			expect(await counts()).toMatchObject(countsOf(effect.fleet.after));
			for (const { terminalId, after } of effect.mostAffected) {
				expect(await counts(`&terminal=${terminalId}`), terminalId).toMatchObject(countsOf(after));
			}
			const [done] = await app.deps.sql`select transactions::int as transactions from reclassification
				where code = 'ZZ' order by reclassification_id desc limit 1`;
			expect(done).toEqual({ transactions: effect.transactions });
			const again = (await (await asked('/response-codes/effect', 'POST', validFrom)).json()) as Effect;
			expect(again).toMatchObject({ transactions: 0, fleet: null, mostAffected: [] });
		}
		await app.close();

		function countsOf({ attempts, terminal, unresolved }: Counts) {
			return { attempts, terminal, unresolved };
		}
	});
});
