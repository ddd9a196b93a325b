// One terminal from all sides: its checks, what happened to it, its peers, and who was there.
import { describe, expect } from 'vitest';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import {
	aCertificate,
	aFeeAgreement,
	aFirmwareRelease,
	aHeartbeat,
	aMerchant,
	aNotice,
	aTerminal,
	aTransaction
} from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-02T20:00:00+08:00';
const DAY = 'from=2026-03-02T00:00:00%2B08:00&to=2026-03-03T00:00:00%2B08:00';
const VISIT = { visitedAt: '2026-03-02T15:00:00+08:00', visitor: '张师傅', done: ['sim_replaced'], note: '换卡后正常' };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await app.send('PUT', `${API}/merchants`, [aMerchant()]);
			await app.send('PUT', `${API}/terminals`, [aTerminal(), aTerminal({ terminalId: 'BARE', model: 'X9' })]);
			await app.send('PUT', `${API}/certificates`, [aCertificate({ notAfter: '2026-03-05T00:00:00Z' })]);
			await app.send('PUT', `${API}/firmware-releases`, [
				aFirmwareRelease({ minSecure: '4.0.0' }),
				aFirmwareRelease({ version: '4.0.0', rank: 400 })
			]);
			await app.send('PUT', `${API}/fee-agreements`, [aFeeAgreement({ ratePpm: 5500 })]);
			await app.send('PUT', `${API}/notices`, [
				aNotice({ startsAt: '2026-03-02T11:00:00+08:00', endsAt: '2026-03-02T13:00:00+08:00' })
			]);
			await app.send('POST', `${API}/ingest/transactions`, [aTransaction(), aTransaction({ responseCode: null })]);
			await app.send('POST', `${API}/ingest/heartbeats`, [
				aHeartbeat({ firmware: '3.9.1', feeProfile: [{ product: 'credit', ratePpm: 6000 }], tamper: false })
			]);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

async function read(app: TestApp, path: string): Promise<Record<string, unknown>> {
	const response = await app.get(`${API}/terminals/${path}`);
	expect(response.status).toBe(200);
	return (await response.json()) as Record<string, unknown>;
}

const visitAs = async (sender: Awaited<ReturnType<TestApp['as']>>, id: string, visit: object) =>
	sender.request(`${API}/terminals/${id}/visits`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(visit)
	});

type Check = { check: string; verdict: string; findings: { kind: string }[] };

describe('the checks of a terminal', () => {
	test('go by what master data and heartbeat say', async ({ app }) => {
		const checks = (await read(app, 'T1'))['checks'] as Check[];
		expect(Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]))).toEqual({
			line: 'ok',
			host: 'ok',
			keys: 'ok',
			certificate: 'bad',
			firmware: 'bad',
			fees: 'bad'
		});
	});

	test('say that nothing is known where nothing was told', async ({ app }) => {
		const checks = (await read(app, 'BARE'))['checks'] as Check[];
		expect(new Set(checks.map(({ verdict }) => verdict))).toEqual(new Set(['no_data']));
	});
});

describe('a check', () => {
	test('says since when it has been so, as far as that is known', async ({ app }) => {
		const checks = (await read(app, 'T1'))['checks'] as (Check & { since: string | null })[];
		const since = Object.fromEntries(checks.map((each) => [each.check, each.since]));
		expect(since).toMatchObject({ line: null, host: null, keys: null });
		expect(since['certificate']).toBe('2026-02-26T00:00:00.000Z');
		expect(since['fees']).toMatch(/T16:00:00\.000Z$/);
	});

	test('warns of a certificate that is registered for another terminal, too, and names it', async ({ app }) => {
		await app.send('PUT', `${API}/certificates`, [
			aCertificate({ notAfter: '2026-03-05T00:00:00Z', terminalId: 'BARE' })
		]);
		const { checks, certificates } = (await read(app, 'T1')) as {
			checks: Check[];
			certificates: { sharedWith: string[] }[];
		};
		const { findings } = checks.find(({ check }) => check === 'certificate') as Check;
		expect(findings.map(({ kind }) => kind)).toContain('shared_with');
		expect(certificates.flatMap(({ sharedWith }) => sharedWith)).toContain('BARE');
	});
});

describe('the timeline', () => {
	test('tells the silence since the latest heartbeat, up to the newest data', async ({ app }) => {
		const { lastSeenAt, unheard } = await read(app, `T1/timeline?${DAY}`);
		expect(lastSeenAt).not.toBeNull();
		expect(unheard).toBeNull();
		expect(await read(app, `BARE/timeline?${DAY}`)).toMatchObject({ lastSeenAt: null, unheard: null });
	});

	test('keeps silences that are over, and lists the one that lasts before them', async ({ app }) => {
		await app.send('PUT', `${API}/terminals`, [aTerminal({ terminalId: 'QUIET' })]);
		const heartbeats = ['2026-02-20T12:00:00Z', '2026-02-26T12:00:00Z', '2026-02-27T00:00:00Z'];
		await app.send(
			'POST',
			`${API}/ingest/heartbeats`,
			heartbeats.map((at) => aHeartbeat({ terminalId: 'QUIET', at }))
		);
		const over = { beganAt: '2026-02-20T12:00:00.000Z', endedAt: '2026-02-26T12:00:00.000Z', hours: 144 };
		const open = { beganAt: '2026-02-27T00:00:00.000Z', endedAt: null };
		expect(await read(app, 'QUIET/silences')).toMatchObject({ items: [open, over] });
		const file = await app.get(`${API}/terminals/QUIET/silences?format=ndjson`);
		expect((await file.text()).trim().split('\n')).toHaveLength(2);
		const { silences } = await read(app, 'QUIET/timeline?from=2026-02-26T00:00:00Z&to=2026-03-02T00:00:00Z');
		expect(silences).toEqual([{ from: over.beganAt, to: over.endedAt }]);
		expect(await read(app, `QUIET/timeline?${DAY}`)).toMatchObject({ silences: [], unheard: {} });
	});

	test('holds hours, versions, and the notice of a bank whose cards were taken meanwhile', async ({ app }) => {
		const timeline = await read(app, `T1/timeline?${DAY}`);
		expect(timeline).toMatchObject({
			hours: [{ at: '2026-03-02T04:00:00.000Z', approved: 1, unresolved: 1 }],
			notices: [{ noticeId: 'N1', issuer: 'ICBC' }]
		});
		expect(await read(app, `BARE/timeline?${DAY}`)).toMatchObject({ hours: [], notices: [] });
	});
});

describe('a visit', () => {
	test('is written down with its audit row and shown on the timeline', async ({ app, database }) => {
		const manager = await app.as('manager');
		const response = await visitAs(manager, 'T1', VISIT);
		expect(response.status).toBe(201);
		expect(await read(app, `T1/timeline?${DAY}`)).toMatchObject({
			visits: [{ visitor: '张师傅', note: '换卡后正常' }]
		});
		expect(await read(app, 'T1/visits')).toMatchObject({ items: [{ done: ['sim_replaced'] }] });
		const rows = await database.sql`select subject_id from audit_event where action = 'terminal_visit.recorded'`;
		expect(rows).toEqual([{ subject_id: 'T1' }]);
	});

	test('of tomorrow, with a card number, or at a terminal that there is not is refused', async ({ app }) => {
		const manager = await app.as('manager');
		const statusOf = async (id: string, visit: object) => (await visitAs(manager, id, visit)).status;
		expect(await statusOf('T1', { ...VISIT, visitedAt: '2026-03-03T15:00:00+08:00' })).toBe(400);
		expect(await statusOf('T1', { ...VISIT, note: 'card 4111 1111 1111 1111' })).toBe(400);
		expect(await statusOf('T1', { ...VISIT, note: 'x'.repeat(501) })).toBe(400);
		expect(await statusOf('NONE', VISIT)).toBe(404);
	});
});

test('peers are of the same model only', async ({ app }) => {
	expect(await read(app, 'BARE/peers')).toEqual({ worseThan: 0, total: 0, items: [] });
});
