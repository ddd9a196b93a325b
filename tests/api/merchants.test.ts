// Merchants with the health of their terminals.
import { describe, expect } from 'vitest';
import { refreshTerminalStates } from '#api/features/terminals/terminal-state.repo.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aMerchant, aTerminal, aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

/** Merchant, and what each of its terminals did. */
const MERCHANTS = {
	BAKERY: {
		name: 'Golden Bakery',
		mcc: '5462',
		acquirerId: 'ACQ1',
		terminals: [
			[100, 1],
			[50, 0]
		]
	},
	KIOSK: {
		name: '街角小店',
		mcc: '5994',
		acquirerId: 'ACQ1',
		terminals: [
			[40, 20],
			[60, 1]
		]
	},
	PARTNER: { name: 'Elsewhere', mcc: '5411', acquirerId: 'ACQ2', terminals: [[30, 0]] },
	EMPTY: { name: 'Not open yet', mcc: '5411', acquirerId: 'ACQ1', terminals: [] }
} as const;

type Page = { items: Record<string, unknown>[]; nextCursor: string | null; total: number };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: '2026-03-02T20:00:00+08:00' });
			const all = Object.entries(MERCHANTS);
			await app.send(
				'PUT',
				`${API}/merchants`,
				all.map(([merchantId, { name, mcc, acquirerId }]) => aMerchant({ merchantId, name, mcc, acquirerId }))
			);
			const tills = all.flatMap(([merchantId, { acquirerId, terminals }]) =>
				terminals.map(([attempts, failures], index) => ({
					merchantId,
					acquirerId,
					terminalId: `${merchantId}-${index}`,
					attempts,
					failures
				}))
			);
			await app.send(
				'PUT',
				`${API}/terminals`,
				tills.map(({ merchantId, acquirerId, terminalId }) =>
					aTerminal({ merchantId, acquirerId, terminalId, serial: terminalId })
				)
			);
			const sales = tills.flatMap(({ attempts, failures, ...place }) =>
				Array.from({ length: attempts }, (_, index) => {
					const fields = { ...place, id: `${place.terminalId}-${index}` };
					return index < failures ? aTerminalFailure(fields) : aTransaction(fields);
				})
			);
			await app.send('POST', `${API}/ingest/transactions`, sales);
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

const codes = (list: Page) => list.items.map((item) => item.merchantId);

describe('GET /merchants', () => {
	test('adds up its terminals and takes the most urgent of their states', async ({ app }) => {
		const { items, total } = await page(app, '/merchants');
		expect(total).toBe(4);
		expect(items[0]).toMatchObject({
			merchantId: 'KIOSK',
			terminals: 2,
			attempts: 100,
			terminal: 21,
			rate: 0.21,
			state: 'abnormal'
		});
		expect(items.find((item) => item.merchantId === 'EMPTY')).toMatchObject({
			terminals: 0,
			attempts: 0,
			rate: null,
			state: 'learning'
		});
	});

	test('filters, searches and sorts', async ({ app }) => {
		expect(codes(await page(app, '/merchants?mcc=5411&sort=merchantId'))).toEqual(['EMPTY', 'PARTNER']);
		expect(codes(await page(app, '/merchants?state=abnormal'))).toEqual(['KIOSK']);
		expect(codes(await page(app, `/merchants?q=${encodeURIComponent('街角')}`))).toEqual(['KIOSK']);
		expect(codes(await page(app, '/merchants?sort=-attempts&acquirer=ACQ1'))).toEqual(['BAKERY', 'KIOSK', 'EMPTY']);
		expect(codes(await page(app, '/merchants?sort=state')).at(0)).toBe('KIOSK');
	});

	test.for(['name', '-urgency', 'mcc', '-terminals'])('pages by %s meet every merchant once', async (sort, { app }) => {
		const met: unknown[] = [];
		let cursor = '';
		do {
			const part = await page(app, `/merchants?sort=${sort}&limit=1${cursor}`);
			met.push(...codes(part));
			cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
		} while (cursor !== '');
		expect(met).toEqual(codes(await page(app, `/merchants?sort=${sort}`)));
		expect(new Set(met).size).toBe(4);
	});
});

describe('GET /merchants/{merchantId}', () => {
	test('shows its terminals, worst first', async ({ app }) => {
		const body: unknown = await (await app.get(`${API}/merchants/KIOSK`)).json();
		expect(body).toMatchObject({
			name: '街角小店',
			opensAt: '08:00',
			mcc: '5994',
			approvalRate: 0.79,
			terminalItems: [
				{ terminalId: 'KIOSK-0', terminal: 20, state: 'abnormal' },
				{ terminalId: 'KIOSK-1', state: 'normal' }
			]
		});
	});
});

describe('a key bound to one acquirer', () => {
	test('sees the merchants of that acquirer only; another’s are not found', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ2' });
		expect(codes(await page(partner, '/merchants'))).toEqual(['PARTNER']);
		expect(await page(partner, '/merchants?merchant=KIOSK')).toMatchObject({ items: [], total: 0 });
		const response = await partner.get(`${API}/merchants/KIOSK`);
		expect([response.status, await response.json()]).toMatchObject([404, { code: 'merchant.not_found' }]);
	});
});
