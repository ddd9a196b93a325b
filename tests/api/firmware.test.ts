// Versions, terminals behind and roll-outs: from what terminals report and what they were paid, within one's scope.
import { describe, expect } from 'vitest';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import {
	aFirmwareCampaign,
	aFirmwareRelease,
	aHeartbeat,
	aMerchant,
	aTerminal,
	aTerminalFailure,
	aTransaction
} from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-20T12:00:00+08:00';
const UPDATED_DAY = 10;
const TERMINALS = 36;
const UPDATED = 14;
const SALES_A_DAY = 6;

type Page = { items: Record<string, unknown>[]; total: number; nextCursor: string | null };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await plantFleet(app);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

const terminalIdOf = (index: number) => `R${String(index).padStart(2, '0')}`;
const acquirerOf = (index: number) => (index % 2 === 0 ? 'ACQ1' : 'ACQ2');
const at = (day: number, time: string) => `2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`;

/** A model of which some are updated on one day, after which every third of their sales fails; and a few of another model. */
async function plantFleet(app: TestApp): Promise<void> {
	const put = async (path: string, records: readonly object[]) => {
		const answer = await app.send(path.startsWith('ingest') ? 'POST' : 'PUT', `${API}/${path}`, records);
		expect(await answer.json()).toMatchObject({ rejected: 0 });
	};
	const release = { vendor: 'PAX', model: 'A920' };
	await put('firmware-releases', [
		aFirmwareRelease({ ...release, version: 'V1.9', rank: 1, status: 'withdrawn', minSecure: 'V1.9' }),
		aFirmwareRelease({ ...release, version: 'V1.10', rank: 2, status: 'current', releasedAt: at(1, '00:00') }),
		aFirmwareRelease({ ...release, version: 'V1.11', rank: 3, status: 'rollout' }),
		aFirmwareRelease({ vendor: 'PAX', model: 'A80', version: 'OTHER', rank: 1 })
	]);
	await put(
		'merchants',
		['ACQ1', 'ACQ2'].map((acquirerId) => aMerchant({ merchantId: `M-${acquirerId}`, acquirerId }))
	);
	const own = (index: number) => ({ merchantId: `M-${acquirerOf(index)}`, acquirerId: acquirerOf(index) });
	const fleet = Array.from({ length: TERMINALS }, (_, index) =>
		aTerminal({ ...release, ...own(index), terminalId: terminalIdOf(index), firmware: 'V1.10' })
	);
	await put('terminals', [
		...fleet,
		aTerminal({ ...release, ...own(0), terminalId: 'OLD', firmware: 'V1.9' }),
		aTerminal({ ...release, ...own(1), terminalId: 'STRANGE', firmware: 'OTHER' })
	]);
	const sales = Array.from({ length: TERMINALS }, (_, index) =>
		Array.from({ length: 19 }, (_day, day) =>
			Array.from({ length: SALES_A_DAY }, (_sale, nth) => {
				const isBad = index < UPDATED && day + 1 > UPDATED_DAY && (index + day + nth) % 3 === 0;
				const isUsual = (index * 7 + day * 3 + nth) % 23 === 0;
				const fields = {
					...own(index),
					id: `${index}-${day}-${nth}`,
					terminalId: terminalIdOf(index),
					occurredAt: at(day + 1, `${String(9 + nth).padStart(2, '0')}:10`)
				};
				if (isBad) return aTransaction({ ...fields, responseCode: '30' });
				return isUsual ? aTerminalFailure(fields) : aTransaction(fields);
			})
		)
	).flat(2);
	await put(
		'ingest/heartbeats',
		Array.from({ length: UPDATED }, (_, index) =>
			aHeartbeat({ terminalId: terminalIdOf(index), at: at(UPDATED_DAY, '03:00'), firmware: 'V1.11' })
		)
	);
	for (const [day, firmware] of Object.entries({ 17: 'V1.11', 18: 'V1.10' }))
		await put('ingest/heartbeats', [aHeartbeat({ terminalId: 'R35', at: at(Number(day), '03:00'), firmware })]);
	await put('ingest/transactions', sales);
	while ((await foldDueDays(app.deps)) > 0);
	await app.deps.jobs.runOnce('judge roll-outs');
}

async function read(app: TestApp, path: string): Promise<Page> {
	const answer = await app.get(`${API}${path}`);
	expect(answer.status).toBe(200);
	return (await answer.json()) as Page;
}

describe('GET /firmware/versions', () => {
	test('counts as many terminals as the list of terminals has, and answers the same rows as a file', async ({
		app
	}) => {
		const { items, total } = await read(app, '/firmware/versions?limit=500');
		expect(items.length).toBe(total);
		for (const { vendor, model, firmware, terminals } of items) {
			if (firmware === null) continue;
			const query = new URLSearchParams({ vendor: String(vendor), model: String(model), firmware: String(firmware) });
			expect((await read(app, `/terminals?${query}`)).total, String(firmware)).toBe(terminals);
		}
		const file = await app.get(`${API}/firmware/versions?format=ndjson`);
		expect((await file.text()).trim().split('\n').length).toBe(total);
	});

	test('says of each version how it stands, and what payments it had in closed days', async ({ app }) => {
		const { items } = await read(app, '/firmware/versions?model=A920');
		expect(items).toMatchObject([
			{ firmware: 'V1.11', verdict: 'current', releaseStatus: 'rollout', terminals: UPDATED },
			{ firmware: 'V1.10', verdict: 'current', terminals: TERMINALS - UPDATED, interrupted: 1 },
			{
				firmware: 'V1.9',
				verdict: 'withdrawn',
				target: 'V1.10',
				behindReleases: 1,
				behindSince: '2026-02-28T16:00:00.000Z'
			},
			{ firmware: 'OTHER', verdict: 'wrong_model', otherModel: 'A80', behindReleases: null }
		]);
		const attempts = items.reduce((sum, item) => sum + Number(item.attempts), 0);
		expect(attempts).toBe(TERMINALS * 19 * SALES_A_DAY);
	});

	test('shows a partner its own terminals only', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ1' });
		const { items } = await read(partner, '/firmware/versions?model=A920');
		expect(items.find(({ firmware }) => firmware === 'V1.11')).toMatchObject({ terminals: UPDATED / 2 });
		expect(items.find(({ firmware }) => firmware === 'OTHER')).toBeUndefined();
	});
});

describe('GET /firmware/terminals', () => {
	test('lists who needs work, page by page and by finding, as many as the matrix counts', async ({ app }) => {
		const { items } = await read(app, '/firmware/terminals');
		expect(items.map(({ terminalId, verdict }) => [terminalId, verdict])).toEqual([
			['OLD', 'withdrawn'],
			['R35', 'interrupted'],
			['STRANGE', 'wrong_model']
		]);
		const first = await read(app, '/firmware/terminals?limit=2');
		const rest = await read(app, `/firmware/terminals?limit=2&cursor=${first.nextCursor}`);
		expect([...first.items, ...rest.items]).toEqual(items);
		const { counts } = (await read(app, '/firmware/versions')) as Page & { counts: Record<string, number> };
		for (const [finding, terminals] of Object.entries(counts)) {
			expect((await read(app, `/firmware/terminals?finding=${finding}`)).total, finding).toBe(terminals);
		}
	});

	test('lists nobody of another acquirer', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ2' });
		const { items } = await read(partner, '/firmware/terminals');
		expect(items.map(({ terminalId }) => terminalId)).toEqual(['R35', 'STRANGE']);
	});
});

describe('GET /firmware/rollouts', () => {
	test('calls a roll-out worse whose terminals fail more than those that wait, and names the code', async ({ app }) => {
		const { items, total } = await read(app, '/firmware/rollouts');
		expect(total).toBe(1);
		expect(items).toMatchObject([
			{
				vendor: 'PAX',
				model: 'A920',
				firmware: 'V1.11',
				acquirerId: null,
				verdict: 'worse',
				updated: UPDATED + 1,
				updatedAfter: { attempts: UPDATED * 9 * SALES_A_DAY }
			}
		]);
		const [{ effect, effectLow, codes } = {}] = items;
		expect(Number(effect)).toBeGreaterThan(0.2);
		expect(Number(effectLow)).toBeGreaterThan(0);
		expect(codes).toMatchObject([{ codeProfile: 'cup', responseCode: '30', stands: true }, {}]);
	});

	test('puts whoever runs it on the work list, at the share of sales that the version makes fail', async ({ app }) => {
		const effect = Number((await read(app, '/firmware/rollouts')).items[0]?.['effect']);
		const { items, total } = await read(app, '/attention?kind=firmware_harmful&limit=500');
		expect(total).toBe(UPDATED);
		for (const { reasons } of items as { reasons: { action: string; costMinorPerDay: number }[] }[]) {
			// Less than the share of all that it tried to sell, since not all of that was approved.
			const lost = reasons.find(({ action }) => action === 'pause_update')?.costMinorPerDay ?? 0;
			const share = lost / (SALES_A_DAY * 8_800);
			expect(share).toBeLessThan(effect);
			expect(share).toBeGreaterThan(effect / 2);
		}
	});

	test('judges for a partner by its own terminals, and never shows it the verdict by all', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ1' });
		const { items } = await read(partner, '/firmware/rollouts');
		expect(items).toMatchObject([{ acquirerId: 'ACQ1', updated: UPDATED / 2 }]);
		const asked = await read(app, '/firmware/rollouts?acquirer=ACQ1');
		expect(asked.items).toEqual(items);
	});

	test('is not worked out again while nothing changed', async ({ app }) => {
		const [before] = (await read(app, '/firmware/rollouts')).items;
		await app.deps.db
			.updateTable('firmware_rollout')
			.set({ judged_at: new Date('2026-01-01T00:00:00Z') })
			.execute();
		await app.deps.jobs.runOnce('judge roll-outs');
		const [after] = (await read(app, '/firmware/rollouts')).items;
		expect(after).toEqual({ ...before, judgedAt: '2026-01-01T00:00:00.000Z' });
	});

	test('waits an hour with its weeks where late facts are all that is new', async ({ app }) => {
		const { db, clock, jobs } = app.deps;
		const judgedAt = async () => (await read(app, '/firmware/rollouts')).items[0]?.['judgedAt'];
		const judgedBefore = async (minutes: number) => {
			const judged_at = new Date(clock.now().getTime() - minutes * 60_000);
			await db.updateTable('firmware_rollout').set({ judged_at }).execute();
			await jobs.runOnce('judge roll-outs');
			return judged_at.toISOString();
		};
		await db
			.updateTable('folded_day')
			.set({ folded_at: new Date(clock.now().getTime() + 1) })
			.execute();
		const recently = await judgedBefore(59);
		expect(await judgedAt()).toBe(recently);
		await judgedBefore(60);
		expect(await judgedAt()).toBe(clock.now().toISOString());
	});
});

describe('campaigns', () => {
	const CAMPAIGN = `${API}/firmware/campaigns/C1`;
	const decide = async (app: TestApp, decision: string, reason: string) =>
		app.request(`${CAMPAIGN}/decision`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ decision, reason })
		});

	test('tell progress by what terminals report, ring by ring, with what it did to payments', async ({ app }) => {
		const member = (index: number, fields: object) =>
			aFirmwareCampaign({ vendor: 'PAX', model: 'A920', version: 'V1.11', terminalId: terminalIdOf(index), ...fields });
		const sent = await app.send('PUT', `${API}/firmware-campaigns`, [
			...[0, 1, 2, 3].map((index) => member(index, { ring: 0, outcome: 'installed' })),
			member(20, { ring: 1, outcome: 'failed', failure: 'battery', windowFrom: '22:00', windowTo: '02:30' }),
			member(21, { ring: 1, outcome: 'installed', windowFrom: '22:00', windowTo: '02:30' }),
			member(5, { ring: 1, windowFrom: '22:00', windowTo: '02:30' })
		]);
		expect(await sent.json()).toMatchObject({ accepted: 7, rejected: 0 });
		const { items } = await read(app, '/firmware/campaigns');
		expect(items).toMatchObject([
			{
				...{ campaignId: 'C1', ring: 0, terminals: 4, updated: 4, failed: 0, waiting: 0, outsideWindow: 0 },
				...{ verdict: 'worse', advice: 'payments_worse', decision: null }
			},
			{ campaignId: 'C1', ring: 1, terminals: 3, updated: 1, failed: 1, waiting: 1, outsideWindow: 1 }
		]);
		const partner = await app.as({ acquirer: 'ACQ2' });
		const own = await read(partner, '/firmware/campaigns');
		expect(own.items).toMatchObject([
			{ ring: 0, terminals: 2 },
			{ ring: 1, terminals: 2 }
		]);
	});

	test('list their terminals, as many as each ring counts, with why an update failed and at what local time', async ({
		app
	}) => {
		const { items: rings } = await read(app, '/firmware/campaigns?campaign=C1');
		for (const ring of rings) {
			for (const progress of ['updated', 'failed', 'waiting'] as const) {
				const { total } = await read(app, `/firmware/campaigns/C1/terminals?ring=${ring.ring}&progress=${progress}`);
				expect(total, `${ring.ring} ${progress}`).toBe(ring[progress]);
			}
			const outside = await read(app, `/firmware/campaigns/C1/terminals?ring=${ring.ring}&outsideWindow=true`);
			expect(outside.total).toBe(ring.outsideWindow);
		}
		const failed = await read(app, '/firmware/campaigns/C1/terminals?progress=failed');
		expect(failed.items).toMatchObject([{ terminalId: 'R20', failure: 'battery', firmware: 'V1.10', updatedAt: null }]);
		const outside = await read(app, '/firmware/campaigns/C1/terminals?outsideWindow=true');
		expect(outside.items).toMatchObject([{ terminalId: 'R05', localTime: '03:00', placeTimeZone: 'Asia/Shanghai' }]);
		const first = await read(app, '/firmware/campaigns/C1/terminals?limit=4');
		const rest = await read(app, `/firmware/campaigns/C1/terminals?limit=4&cursor=${first.nextCursor}`);
		expect([...first.items, ...rest.items].length).toBe(first.total);
		expect((await app.get(`${CAMPAIGN.replace('C1', 'C9')}/terminals`)).status).toBe(404);
	});

	test('are paused and resumed by a person with a reason, which stands in the audit trail with its evidence', async ({
		app
	}) => {
		const manager = await app.as('manager');
		expect((await decide(manager, 'resumed', 'nothing was paused')).status).toBe(409);
		expect((await decide(manager, 'paused', '  ')).status).toBe(400);
		const paused = await decide(manager, 'paused', 'code 30 since ring 0');
		expect(await paused.json()).toMatchObject({ decisions: [{ decision: 'paused', reason: 'code 30 since ring 0' }] });
		const [ring] = (await read(app, '/firmware/campaigns')).items;
		expect(ring).toMatchObject({ status: 'running', advice: null, decision: 'paused', reason: 'code 30 since ring 0' });
		const audited = await app.deps.db
			.selectFrom('audit_event')
			.select(['action', 'after'])
			.where('action', '=', 'firmware_campaign.paused')
			.execute();
		expect(audited).toMatchObject([{ after: { reason: 'code 30 since ring 0', verdict: 'worse' } }]);
		expect((await decide(manager, 'paused', 'again')).status).toBe(409);
		expect((await decide(manager, 'resumed', 'fixed by the vendor')).status).toBe(200);
		const { decisions } = (await (await app.get(`${CAMPAIGN}/decisions`)).json()) as { decisions: object[] };
		expect(decisions).toMatchObject([{ decision: 'resumed' }, { decision: 'paused' }]);
		expect((await read(app, '/firmware/campaigns')).items[0]).toMatchObject({ advice: null, decision: 'resumed' });
	});

	test('are decided about by nobody who sees a part of them only', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ1' });
		expect([403, 404]).toContain((await decide(partner, 'paused', 'mine')).status);
	});
});
