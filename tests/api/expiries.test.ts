// Approvals of models and SIM plans: what ends when, by which paper, and who vouches for it.
import { describe, expect } from 'vitest';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aCertificate, aHeartbeat, anExpiry, aMerchant, aTerminal } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-10T12:00:00+08:00';
const iccidOf = (n: number) => `898600${String(n).padStart(13, '0')}`;
/** More than a twentieth of the fleet on one day. */
const ENDING_TOGETHER = 6;

type Paper = {
	kind: string;
	number: string;
	state: string;
	daysLeft: number;
	terminals: number;
	verifiedOn: string | null;
};
type Page = { items: Paper[]; total: number; counts: Record<string, number>; unverified: number };

const aPlan = (n: number, fields: object = {}) =>
	anExpiry({
		kind: 'sim_plan',
		number: iccidOf(n),
		vendor: null,
		model: null,
		carrier: 'CMCC',
		name: '30 MB',
		...fields
	});

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const put = async (path: string, records: readonly object[]) => {
				const answer = await app.send('PUT', `${API}/${path}`, records);
				expect(await answer.json(), path).toMatchObject({ rejected: 0 });
			};
			await put(
				'merchants',
				['ACQ1', 'ACQ2'].map((acquirerId) => aMerchant({ merchantId: `M-${acquirerId}`, acquirerId }))
			);
			const ofAcquirer = (n: number) => (n < 8 ? 'ACQ1' : 'ACQ2');
			await put(
				'terminals',
				Array.from({ length: 10 }, (_, n) =>
					aTerminal({
						...{ terminalId: `T${n}`, merchantId: `M-${ofAcquirer(n)}`, acquirerId: ofAcquirer(n), iccid: iccidOf(n) },
						...(n < 8 ? { vendor: 'Landi', model: 'A8' } : { vendor: 'PAX', model: 'A920' })
					})
				)
			);
			await app.send('POST', `${API}/ingest/heartbeats`, [
				aHeartbeat({ terminalId: 'T0', at: NOW, iccid: iccidOf(0) })
			]);
			await put('expiries', [
				anExpiry({ endsOn: '2026-03-09' }),
				anExpiry({ kind: 'unionpay', number: 'P3100', vendor: 'PAX', model: 'A920', endsOn: '2026-03-10' }),
				...Array.from({ length: ENDING_TOGETHER }, (_, n) => aPlan(n, { endsOn: '2026-03-31' })),
				aPlan(8, { endsOn: '2026-06-30', verifiedOn: '2026-02-01' }),
				aPlan(99, { endsOn: '2027-01-31' })
			]);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

async function read(app: TestApp, path: string): Promise<Page> {
	const answer = await app.get(`${API}${path}`);
	expect(answer.status).toBe(200);
	return (await answer.json()) as Page;
}

describe('GET /expiries', () => {
	test('says of each paper how long it holds and how many terminals it concerns, what ends first, first', async ({
		app
	}) => {
		const { items, total, counts, unverified } = await read(app, '/expiries');
		expect(total).toBe(items.length);
		expect(items).toMatchObject([
			{ kind: 'pts', number: '4-30123', state: 'expired', daysLeft: -1, terminals: 8 },
			{ kind: 'unionpay', state: 'critical', daysLeft: 0, terminals: 2 },
			...Array.from({ length: ENDING_TOGETHER }, (_, n) => ({ number: iccidOf(n), state: 'soon', terminals: 1 })),
			{ number: iccidOf(8), state: 'valid', daysLeft: 112, verifiedOn: '2026-02-01' },
			{ number: iccidOf(99), state: 'valid', terminals: 0 }
		]);
		expect(counts).toEqual({ expired: 1, critical: 1, soon: ENDING_TOGETHER, valid: 2 });
		expect(unverified).toBe(total - 1);
	});

	test('counts as many terminals as their list has', async ({ app }) => {
		const [pts] = (await read(app, '/expiries?kind=pts')).items;
		expect((await read(app, '/terminals?vendor=Landi&model=A8')).total).toBe(pts?.terminals);
	});

	test('of one terminal are its SIM plan and the approvals of its model', async ({ app }) => {
		const { items } = await read(app, '/expiries?terminal=T8');
		expect(items.map(({ kind }) => kind)).toEqual(['unionpay', 'sim_plan']);
	});

	test('shows a partner what concerns its own terminals, counted over these', async ({ app }) => {
		const { items } = await read(await app.as({ acquirer: 'ACQ2' }), '/expiries');
		expect(items.map(({ kind, terminals }) => [kind, terminals])).toEqual([
			['unionpay', 2],
			['sim_plan', 1]
		]);
	});

	test('has the days of a span as their calendar counts them', async ({ app }) => {
		const { items } = (await read(app, '/certificates/calendar')) as unknown as {
			items: { day: string; from: string; to: string; papers: number; unverifiedPapers: number }[];
		};
		expect(items.map(({ day, papers, unverifiedPapers }) => [day, papers, unverifiedPapers])).toEqual([
			['2026-03-10', 1, 1],
			['2026-03-31', ENDING_TOGETHER, ENDING_TOGETHER],
			['2026-06-30', 1, 0],
			['2027-01-31', 1, 1]
		]);
		for (const { from, to, papers } of items) {
			const span = new URLSearchParams({ expiringFrom: from, expiringTo: to });
			expect((await read(app, `/expiries?${span}`)).total).toBe(papers);
		}
	});

	test('stands beside certificates on the day that both end, and aside where only certificates are asked for', async ({
		app
	}) => {
		const notAfter = '2026-06-30T10:00:00+08:00';
		await app.send('PUT', `${API}/certificates`, [aCertificate({ terminalId: 'T8', notAfter })]);
		const day = { day: '2026-06-30', certificates: 1, terminals: 1, papers: 1 };
		expect((await read(app, '/certificates/calendar')).items).toContainEqual(expect.objectContaining(day));
		expect((await read(app, '/certificates/calendar?kind=tls_client')).items).toMatchObject([{ ...day, papers: 0 }]);
	});

	test('is a cliff where many SIM plans end on one day, in one line and never one a terminal', async ({ app }) => {
		const { items } = await read(app, '/certificates/cliffs');
		expect(items).toMatchObject([
			{ of: 'sim_plans', day: '2026-03-31', issuer: 'CMCC', papers: ENDING_TOGETHER, terminals: ENDING_TOGETHER }
		]);
	});
});

describe('PUT /expiries', () => {
	test.for([
		[{ endsOn: '31/03/2026' }, 'endsOn.not_a_date'],
		[{ endsOn: '2019-01-01' }, 'endsOn.before_start'],
		[{ model: null }, 'model.missing'],
		[{ source: null }, 'source.missing'],
		[{ kind: 'sim_plan', vendor: null, model: null }, 'number.not_an_iccid'],
		[{ kind: 'sim_plan', number: iccidOf(1) }, 'model.not_of_a_model']
	] as const)('refuses %o with a reason and keeps the good one beside it', async ([fields, code], { app }) => {
		const good = anExpiry({ kind: 'emv_level_2', number: `LoA-${code}`, endsOn: '2099-01-01' });
		const answer = await app.send('PUT', `${API}/expiries`, [anExpiry(fields), good]);
		expect(await answer.json()).toMatchObject({ accepted: 1, rejected: 1, errors: [{ line: 1, code }] });
	});
});

describe('a verification', () => {
	const paper = { kind: 'pts', number: '4-30123', vendor: 'Landi', model: 'A8' };
	const verify = async (app: TestApp, fields: object) =>
		app.request(`${API}/expiries/verification`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...paper, ...fields })
		});
	const stored = async (app: TestApp) => (await read(app, '/expiries?kind=pts')).items[0];

	test('is kept with who vouches for it, stands in the audit trail, and can be taken back', async ({ app }) => {
		const manager = await app.as('manager');
		expect((await verify(manager, { verifiedOn: '2026-03-09', note: 'listing of that day' })).status).toBe(200);
		expect(await stored(app)).toMatchObject({ verifiedOn: '2026-03-09' });
		expect((await verify(manager, { verifiedOn: null })).status).toBe(200);
		expect(await stored(app)).toMatchObject({ verifiedOn: null, verifiedBy: null });
		const trail = await app.deps.db
			.selectFrom('audit_event')
			.select(['action', 'after'])
			.where('action', 'like', 'expiry.%')
			.orderBy('audit_event_id')
			.execute();
		expect(trail).toMatchObject([
			{ action: 'expiry.verified', after: { verifiedOn: '2026-03-09', note: 'listing of that day' } },
			{ action: 'expiry.verification_withdrawn', after: { verifiedOn: null } }
		]);
	});

	test('holds for the dates that were verified: repeated they stay verified, changed they do not', async ({ app }) => {
		await verify(await app.as('manager'), { verifiedOn: '2026-03-09' });
		await app.send('PUT', `${API}/expiries`, [anExpiry({ endsOn: '2026-03-09', name: 'PTS POI 5.1' })]);
		expect(await stored(app)).toMatchObject({ verifiedOn: '2026-03-09' });
		await app.send('PUT', `${API}/expiries`, [anExpiry({ endsOn: '2027-04-30' })]);
		expect(await stored(app)).toMatchObject({ verifiedOn: null, state: 'valid' });
	});

	test('of one paper can be of everything that its source lists, and of nothing else', async ({ app }) => {
		const manager = await app.as('manager');
		const answer = await verify(manager, {
			...{ kind: 'sim_plan', number: iccidOf(0), vendor: undefined, model: undefined },
			...{ verifiedOn: '2026-03-10', alsoOfSource: true }
		});
		expect(await answer.json()).toMatchObject({ papers: ENDING_TOGETHER + 2 });
		expect((await read(app, '/expiries?kind=sim_plan&verified=false')).total).toBe(0);
		expect((await read(app, '/expiries?kind=unionpay&verified=false')).total).toBe(1);
	});

	test('is nobody’s who sees a part of the fleet, of no paper that is not there, and of no day to come', async ({
		app
	}) => {
		expect((await verify(await app.as({ acquirer: 'ACQ1' }), { verifiedOn: '2026-03-09' })).status).toBe(403);
		const manager = await app.as('manager');
		expect((await verify(manager, { number: '4-0', verifiedOn: '2026-03-09' })).status).toBe(404);
		expect((await verify(manager, { verifiedOn: '2026-03-11' })).status).toBe(400);
	});
});
