// The registry, its states, and what happened at a terminal.
import { describe, expect } from 'vitest';
import { terminalState } from '#lib/domain/terminal-states.ts';
import { TERMINAL_SORTS } from '#api/features/terminals/terminals.schemas.ts';
import { refreshTerminalStates } from '#api/features/terminals/terminal-state.repo.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import {
	aBankFailure,
	aHeartbeat,
	aMerchant,
	aNotice,
	aTerminal,
	aTerminalFailure,
	aTransaction
} from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-08T20:00:00+08:00';

/** Attempts and terminal failures of each terminal over the week, by what they should lead to. */
const SALES: Record<
	string,
	{ attempts: number; failures: number; model?: string; acquirerId?: string; lastDay?: number }
> = {
	GOOD: { attempts: 200, failures: 2 },
	FINE: { attempts: 180, failures: 1 },
	BROKEN: { attempts: 60, failures: 24 },
	DOUBTFUL: { attempts: 60, failures: 11 },
	NEW: { attempts: 1, failures: 1 },
	QUIET: { attempts: 40, failures: 0, lastDay: 5 },
	ALONE: { attempts: 50, failures: 30, model: 'X9' },
	FOREIGN: { attempts: 30, failures: 3, acquirerId: 'ACQ2' }
};

type Page = { items: Record<string, unknown>[]; nextCursor: string | null; total: number };

/** Sales spread over the hours of 2 to `lastDay` March, the failures among them at the end. */
function salesOf(terminalId: string) {
	const { attempts = 0, failures = 0, acquirerId = 'ACQ1', lastDay = 8 } = SALES[terminalId] ?? {};
	return Array.from({ length: attempts }, (_, index) => {
		const day = lastDay - Math.floor(((attempts - 1 - index) * (lastDay - 1)) / attempts);
		const occurredAt = `2026-03-0${day}T${String(8 + (index % 12)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}:00+08:00`;
		const fields = {
			id: `${terminalId}-${index}`,
			terminalId,
			merchantId: merchantOf(terminalId),
			acquirerId,
			occurredAt
		};
		return index >= attempts - failures ? aTerminalFailure(fields) : aTransaction(fields);
	});
}

const merchantOf = (terminalId: string) => (terminalId === 'FOREIGN' ? 'M2' : 'M1');

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const terminals = Object.entries(SALES).map(([terminalId, { model = 'A8', acquirerId = 'ACQ1' }]) =>
				aTerminal({ terminalId, serial: `SN-${terminalId}`, merchantId: merchantOf(terminalId), acquirerId, model })
			);
			await app.send('PUT', `${API}/merchants`, [
				aMerchant(),
				aMerchant({ merchantId: 'M2', name: 'Corner shop', acquirerId: 'ACQ2' })
			]);
			await app.send('PUT', `${API}/terminals`, terminals);
			await app.send('POST', `${API}/ingest/transactions`, Object.keys(SALES).flatMap(salesOf));
			await app.send('POST', `${API}/ingest/heartbeats`, [
				aHeartbeat({ terminalId: 'GOOD', at: '2026-03-08T19:00:00+08:00' })
			]);
			await refreshTerminalStates(app.deps.db, app.deps.clock.now(), app.deps.timeZone);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

async function page(app: TestApp, path: string): Promise<Page> {
	const response = await app.get(API + path);
	expect(response.status).toBe(200);
	return (await response.json()) as Page;
}

describe('states', () => {
	test('are those that the domain gives for the same evidence', async ({ app, database }) => {
		const rows = await database.sql<{ terminal_code: string; state: number; peer_rate: number }[]>`
			select terminal_code, state, peer_rate from terminal_state join terminal using (terminal_id)`;
		const { items } = await page(app, '/terminals?limit=500');
		for (const row of rows) {
			const own = SALES[row.terminal_code] ?? { attempts: 0, failures: 0 };
			const model = own.model ?? 'A8';
			const others = Object.entries(SALES).filter(([id]) => id !== row.terminal_code);
			const alike = others.filter(([, each]) => (each.model ?? 'A8') === model);
			const peers = (alike.length > 0 ? alike : others).map(([, each]) => each);
			const peerRate = sum(peers.map((each) => each.failures)) / sum(peers.map((each) => each.attempts));
			expect(row.peer_rate).toBeCloseTo(peerRate, 12);
			const isSilent = row.terminal_code === 'QUIET';
			const state = terminalState({ attempts: own.attempts, terminal: own.failures, peerRate, isSilent });
			const item = items.find((each) => each.terminalId === row.terminal_code);
			expect(item, row.terminal_code).toMatchObject({ state, attempts: own.attempts, terminal: own.failures });
		}
		const states = Object.fromEntries(items.map((each) => [each.terminalId, each.state]));
		expect(states).toMatchObject({
			GOOD: 'normal',
			BROKEN: 'abnormal',
			NEW: 'learning',
			QUIET: 'silent',
			ALONE: 'abnormal'
		});
	});

	test('are written only where they changed', async ({ app }) => {
		const { db, clock, timeZone } = app.deps;
		expect(await refreshTerminalStates(db, clock.now(), timeZone)).toBe(0);
		// The same data seen two days later on the clock: event time has not moved, so nothing may.
		expect(await refreshTerminalStates(db, new Date('2026-03-10T20:00:00+08:00'), timeZone)).toBe(0);
	});

	test('turn into a known outage while the carrier’s announcement explains them, and back', async ({ app }) => {
		const { db, clock, timeZone } = app.deps;
		const stateOf = async () =>
			(await page(app, '/terminals?terminal=BROKEN&terminal=GOOD&sort=terminalId')).items.map((each) => each.state);
		const outage = { noticeId: 'N9', issuer: undefined, carrier: 'China Mobile', kind: 'outage' };
		await app.send('PUT', `${API}/notices`, [
			aNotice({ ...outage, startsAt: '2026-03-08T18:00:00+08:00', endsAt: '2026-03-08T22:00:00+08:00' })
		]);
		await refreshTerminalStates(db, clock.now(), timeZone);
		expect(await stateOf()).toEqual(['known_outage', 'normal']);
		await app.send('PUT', `${API}/notices`, [
			aNotice({ ...outage, startsAt: '2026-03-01T18:00:00+08:00', endsAt: '2026-03-01T22:00:00+08:00' })
		]);
		await refreshTerminalStates(db, clock.now(), timeZone);
		expect(await stateOf()).toEqual(['abnormal', 'normal']);
	});
});

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('GET /terminals', () => {
	test('filters, searches and counts alike', async ({ app }) => {
		const found = async (query: string) => {
			const { items, total } = await page(app, `/terminals?sort=terminalId&${query}`);
			expect(total).toBe(items.length);
			return items.map((item) => item.terminalId);
		};
		expect(await found('model=X9')).toEqual(['ALONE']);
		expect(await found('state=silent&state=learning')).toEqual(['NEW', 'QUIET']);
		expect(await found('acquirer=ACQ2&vendor=Landi')).toEqual(['FOREIGN']);
		expect(await found('q=sn-doubt')).toEqual(['DOUBTFUL']);
		expect(await found('q=corner')).toEqual(['FOREIGN']);
		expect(await found('registered=false')).toEqual([]);
		expect(await found('status=repair')).toEqual([]);
		expect(await found('firstSeenFrom=2026-03-08T19:59:00%2B08:00')).toHaveLength(8);
		expect(await found('firstSeenFrom=2026-03-08T20:01:00%2B08:00')).toEqual([]);
		expect(await found('carrier=China%20Mobile&region=CN-SH&firmware=3.9.1')).toHaveLength(8);
	});

	test('puts those with enough sales first, the worst of them on top', async ({ app }) => {
		const { items } = await page(app, '/terminals');
		expect(items.slice(0, 2).map((item) => item.terminalId)).toEqual(['ALONE', 'BROKEN']);
		expect(items.at(-1)?.terminalId).toBe('NEW');
	});

	test('says why failures failed and what did not go through', async ({ app }) => {
		const { items } = await page(app, '/terminals?sort=-security_auth&limit=1');
		expect(items).toMatchObject([
			{
				terminalId: 'ALONE',
				mainCause: 'security_auth',
				causes: { security_auth: 30, funds_or_limit: 0 },
				currency: 'CNY'
			}
		]);
		const [alone] = (await page(app, '/terminals?sort=-failedAmountMinor&limit=1')).items;
		expect(alone).toMatchObject({ terminalId: 'ALONE' });
		expect(alone?.failedAmountMinor).toBe(30 * aTransaction().amountMinor);
	});

	test('answers any place of the list by its offset', async ({ app }) => {
		const whole = await page(app, '/terminals?sort=mainCause');
		const place = await page(app, '/terminals?sort=mainCause&offset=3&limit=2');
		expect(place).toMatchObject({ total: 8, items: whole.items.slice(3, 5) });
		expect(await page(app, '/terminals?offset=8')).toMatchObject({ items: [], nextCursor: null, total: 8 });
	});

	test.for([...TERMINAL_SORTS, '-state', '-rateLow', '-lastTransactionAt', '-merchant', '-mainCause'])(
		'pages by %s meet every terminal once',
		async (sort, { app }) => {
			const whole = await page(app, `/terminals?sort=${sort}&limit=500`);
			const met: unknown[] = [];
			let cursor = '';
			do {
				const part = await page(app, `/terminals?sort=${sort}&limit=3${cursor}`);
				met.push(...part.items.map((item) => item.terminalId));
				cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
			} while (cursor !== '');
			expect(met).toEqual(whole.items.map((item) => item.terminalId));
			expect(new Set(met).size).toBe(8);
		}
	);

	test('refuses a misspelt filter rather than answer with more than was asked for', async ({ app }) => {
		const response = await app.get(`${API}/terminals?modell=A8`);
		expect([response.status, await response.json()]).toMatchObject([400, { code: 'request.invalid' }]);
	});
});

describe('GET /terminals/{terminalId}', () => {
	test('says what it is, how it does, and why it is in its state since when', async ({ app }) => {
		const response = await app.get(`${API}/terminals/BROKEN`);
		const body = (await response.json()) as { reasons: { expected: number }[] };
		expect(body).toMatchObject({
			terminalId: 'BROKEN',
			merchantName: '幸福路超市',
			state: 'abnormal',
			asOf: '2026-03-08T16:00:00.000Z',
			reasons: [{ kind: 'terminal_failures', k: 24, n: 60, peers: 6, since: expect.stringMatching(/^2026-03-0[67]/) }],
			counts: { last7Days: { attempts: 60, terminal: 24, rate: 0.4 } },
			periods: [{ model: 'A8', firmware: '3.9.1' }]
		});
		expect(body.reasons[0]?.expected).toBeCloseTo((60 * 18) / 511, 9);
	});

	test('shows the latest heartbeat as the terminal sent it', async ({ app }) => {
		const body: unknown = await (await app.get(`${API}/terminals/GOOD`)).json();
		expect(body).toMatchObject({
			lastSeenAt: '2026-03-08T11:00:00.000Z',
			batteryPct: 84,
			report: { at: '2026-03-08T11:00:00.000Z', body: { rssiDbm: -71 } }
		});
	});
});

describe('GET /terminals/{terminalId}/transactions', () => {
	test('lists them newest first with what the code meant, page by page', async ({ app }) => {
		const sent = await app.send('POST', `${API}/ingest/transactions`, [
			aBankFailure({ id: 'extra-1', terminalId: 'FINE', occurredAt: '2026-03-08T19:59:30+08:00' }),
			aTransaction({ id: 'extra-2', terminalId: 'FINE', responseCode: null, occurredAt: '2026-03-08T19:59:31+08:00' })
		]);
		expect(await sent.json()).toMatchObject({ accepted: 2 });
		const first = await page(app, '/terminals/FINE/transactions?limit=2');
		expect(first).toMatchObject({
			total: 182,
			items: [
				{ id: 'extra-2', responseCode: null, cause: 'network', scope: 'ambiguous' },
				{
					id: 'extra-1',
					responseCode: '91',
					cause: 'bank_system',
					scope: 'upstream',
					meaning: { zh: '发卡方不能操作' },
					model: 'A8'
				}
			]
		});
		const ids = new Set<unknown>();
		let cursor = '';
		do {
			const part = await page(app, `/terminals/FINE/transactions?limit=50${cursor}`);
			for (const item of part.items) ids.add(item.id);
			cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
		} while (cursor !== '');
		expect(ids.size).toBe(182);
		const failures = await page(app, '/terminals/FINE/transactions?scope=terminal&cause=security_auth');
		expect(failures.total).toBe(1);
	});
});

describe('a key bound to one acquirer', () => {
	test('sees the terminals of that acquirer only; another’s are not found', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ2' });
		expect(await page(partner, '/terminals')).toMatchObject({ items: [{ terminalId: 'FOREIGN' }], total: 1 });
		expect(await page(partner, '/terminals?q=BROKEN')).toMatchObject({ items: [], total: 0 });
		for (const path of ['/terminals/BROKEN', '/terminals/BROKEN/transactions', '/terminals/NEVER-SEEN']) {
			const response = await partner.get(API + path);
			expect([response.status, await response.json()]).toMatchObject([404, { code: 'terminal.not_found' }]);
		}
		expect((await partner.get(`${API}/terminals/FOREIGN`)).status).toBe(200);
	});
});
