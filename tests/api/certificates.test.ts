// Certificates of the fleet at one moment of event time: states, findings, the calendar, cliffs, and who may see them.
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { certificateState } from '#lib/domain/certificates.ts';
import { certificateDer, COMMON_NAME } from '#api/features/ingest/certificates/certificate.fixture.ts';
import { certificateReasons } from '#api/features/certificates/certificate-reasons.repo.ts';
import { stateAt } from '#api/features/certificates/certificates.repo.ts';
import { FLEET_SCOPE } from '#api/platform/scope.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aCertificate, aHeartbeat, aTerminal } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-02T12:00:00+08:00';
/** Warned of by days, not by parts of its life. */
const LONG = { notBefore: '2020-01-01T00:00:00Z' };
const fingerprint = (digit: string) => digit.repeat(64);

type Item = {
	fingerprint: string;
	state: string;
	findings: string[];
	terminals: number;
	terminalIds: string[];
	notBefore: string | null;
	notAfter: string | null;
};
type List = { items: Item[]; total: number; nextCursor: string | null; counts: Record<string, number>; asOf: string };

/** Terminals A1 to A6 of one acquirer and B1 of another; one certificate in each state. */
async function aFleet(app: TestApp) {
	const terminals = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1'];
	await app.send(
		'PUT',
		`${API}/terminals`,
		terminals.map((terminalId) =>
			aTerminal({
				terminalId,
				serial: `SN-${terminalId}`,
				acquirerId: `ACQ-${terminalId[0]}`,
				merchantId: `M-${terminalId[0]}`
			})
		)
	);
	const own = (terminalId: string, digit: string, notAfter: string, more: object = {}) =>
		aCertificate({
			terminalId,
			fingerprintSha256: fingerprint(digit),
			notAfter,
			...LONG,
			subject: `CN=${terminalId}`,
			...more
		});
	await app.send('PUT', `${API}/certificates`, [
		own('A1', '1', '2026-03-01T00:00:00Z'),
		own('A2', '2', '2026-03-08T00:00:00Z'),
		own('A3', '3', '2026-03-20T00:00:00Z'),
		own('A4', '4', '2026-05-01T00:00:00Z'),
		own('A5', '5', '2027-05-01T00:00:00Z', { notBefore: '2026-04-01T00:00:00Z' }),
		own('A6', '6', '2027-05-01T00:00:00Z'),
		own('B1', '6', '2027-05-01T00:00:00Z'),
		own('A2', '7', '2028-05-01T00:00:00Z'),
		own('B1', '8', '2026-03-20T00:00:00Z'),
		{
			...own('', '9', '9999-12-31T23:59:59Z'),
			terminalId: null,
			vendor: 'Landi',
			kind: 'tms_root',
			subject: 'CN=Root',
			issuer: 'CN=Root'
		}
	]);
	await app.send('POST', `${API}/ingest/heartbeats`, [
		aHeartbeat({
			terminalId: 'A2',
			at: NOW,
			certificates: [{ fingerprintSha256: fingerprint('2'), kind: 'tls_client', notAfter: '2026-03-08T00:00:00Z' }]
		})
	]);
}

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await aFleet(app);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

const listed = async (app: TestApp, query = '') =>
	(await (await app.get(`${API}/certificates${query}`)).json()) as List;
const digits = (list: List) => list.items.map((item) => item.fingerprint[0]).join('');

describe('the list of certificates', () => {
	test('each is in one state at the newest data, what ends first comes first, and findings stand beside', async ({
		app
	}) => {
		const list = await listed(app);
		expect(list.items.map((item) => [item.fingerprint[0], item.state, ...item.findings].join(' '))).toEqual([
			'1 expired',
			'2 critical',
			'3 soon',
			'8 soon',
			'4 ahead',
			'5 not_yet_valid',
			'6 valid cloned',
			'7 valid not_active',
			'9 valid'
		]);
		expect(list.asOf).toBe(new Date(NOW).toISOString());
		expect(list.counts).toMatchObject({ expired: 1, critical: 1, soon: 2, valid: 3, cloned: 1, not_active: 1 });
		expect(list.items[6]).toMatchObject({ terminals: 2, terminalIds: ['A6', 'B1'] });
	});

	test('states are those of the moment asked for', async ({ app }) => {
		expect(digits(await listed(app, '?state=critical&asOf=2026-03-15T00:00:00Z'))).toBe('38');
	});

	test('list, count and file agree under every filter, and pages join without a gap', async ({ app }) => {
		const queries = ['', '?state=soon&state=cloned', '?terminal=A2', '?q=CN%3DA', '?owner=Landi', '?kind=tms_root'];
		queries.push('?expiringFrom=2026-03-20T00:00:00Z&expiringTo=2026-03-21T00:00:00Z', '?issuer=CN%3DRoot', '?q=7777');
		for (const query of queries) {
			const list = await listed(app, query);
			const file = await (await app.get(`${API}/certificates${query === '' ? '?' : `${query}&`}format=ndjson`)).text();
			expect(file.trim().split('\n').filter(Boolean), query).toHaveLength(list.total);
			expect(list.items, query).toHaveLength(list.total);
			expect(list.total, query).toBeGreaterThan(0);
		}
		for (const sort of ['notAfter', '-notAfter']) {
			let [seen, cursor] = ['', ''];
			do {
				const page = await listed(app, `?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`);
				seen += digits(page);
				cursor = page.nextCursor ?? '';
			} while (cursor !== '');
			expect(seen, sort).toBe(sort === 'notAfter' ? '123845679' : '975643821');
		}
	});

	test('an acquirer sees its own and its vendors’; what belongs to another does not exist', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ-B' });
		const list = await listed(partner);
		expect(digits(list)).toBe('869');
		expect(list.items[1], 'nor that somebody else has the same').toMatchObject({ terminalIds: ['B1'], findings: [] });
		expect((await partner.get(`${API}/certificates/${fingerprint('1')}`)).status).toBe(404);
		expect((await partner.get(`${API}/certificates/${fingerprint('8')}`)).status).toBe(200);
	});
});

test('one certificate tells who has it, and its chain as far as issuers were sent', async ({ app }) => {
	const ofVendor = {
		terminalId: null,
		vendor: 'Landi',
		notBefore: '2020-01-01T00:00:00Z',
		notAfter: '2040-01-01T00:00:00Z'
	};
	const issuer: [string, string][] = [[COMMON_NAME, 'Chain root']];
	const root = certificateDer({ subject: issuer, issuer, serial: 31, isCa: true, notAfter: '400101000000Z' });
	await app.request(`${API}/certificates?vendor=Landi`, {
		method: 'PUT',
		headers: { 'content-type': 'application/pkix-cert' },
		body: new Uint8Array(root)
	});
	const leaf = aCertificate({
		...ofVendor,
		fingerprintSha256: 'd'.repeat(64),
		issuer: 'CN=Chain root',
		kind: 'signing'
	});
	await app.send('PUT', `${API}/certificates`, [leaf]);
	const detail = await (await app.get(`${API}/certificates/${'D'.repeat(64)}`)).json();
	expect(detail).toMatchObject({
		holdersTotal: 1,
		holders: [{ ownerKind: 'vendor', owner: 'Landi' }],
		chain: [{ subject: 'CN=Chain root', isCa: true, keyType: 'RSA' }]
	});
	const holders = await (await app.get(`${API}/certificates/${fingerprint('6')}/holders?limit=1`)).json();
	expect(holders).toMatchObject({ total: 2, items: [{ owner: 'A6' }] });
	const next = await app.get(`${API}/certificates/${fingerprint('6')}/holders?limit=1&cursor=${holders.nextCursor}`);
	expect(await next.json()).toMatchObject({ items: [{ owner: 'B1' }], nextCursor: null });
	const partner = await app.as({ acquirer: 'ACQ-B' });
	expect((await partner.get(`${API}/certificates/${fingerprint('1')}/holders`)).status).toBe(404);
});

describe('when certificates end', () => {
	test('the calendar counts days of the fleet, and each leads to its list', async ({ app }) => {
		const answer = await (await app.get(`${API}/certificates/calendar`)).json();
		const days = answer.items as { day: string; from: string; to: string; certificates: number; terminals: number }[];
		expect(days.map(({ day, certificates, terminals }) => [day, certificates, terminals])).toEqual([
			['2026-03-08', 1, 1],
			['2026-03-20', 2, 2],
			['2026-05-01', 1, 1]
		]);
		for (const { from, to, certificates } of days) {
			const list = await listed(app, `?expiringFrom=${from}&expiringTo=${to}`);
			expect(list.total).toBe(certificates);
		}
	});

	test('a cliff is one line for an issuer and a day', async ({ app }) => {
		const terminalIds = Array.from({ length: 12 }, (_, index) => `C${index}`);
		await app.send(
			'PUT',
			`${API}/terminals`,
			terminalIds.map((terminalId) => aTerminal({ terminalId, serial: terminalId }))
		);
		const shared = { notAfter: '2026-09-01T08:00:00Z', issuer: 'CN=Cliff CA' };
		await app.send(
			'PUT',
			`${API}/certificates`,
			terminalIds.map((terminalId, index) =>
				aCertificate({ terminalId, ...shared, fingerprintSha256: `c${index.toString(16)}`.padEnd(64, '0') })
			)
		);
		const cliffs = await (await app.get(`${API}/certificates/cliffs`)).json();
		expect(cliffs).toMatchObject({
			total: 1,
			items: [{ day: '2026-09-01', issuer: 'CN=Cliff CA', certificates: 12, terminals: 12, isCliff: true }]
		});
		const all = await (await app.get(`${API}/certificates/cliffs?all=true`)).json();
		expect(all.items.at(-1)).toMatchObject({ day: '10000-01-01', to: '9999-12-31T23:59:59.999Z' });
	});
});

test('reasons of single terminals: expired, expiring, cloned, and a key that nearly all of its model have', async ({
	app
}) => {
	const terminalIds = Array.from({ length: 12 }, (_, index) => `K${index}`);
	await app.send(
		'PUT',
		`${API}/terminals`,
		terminalIds.map((terminalId) => aTerminal({ terminalId, serial: terminalId, model: 'K9' }))
	);
	const keys = [
		{ slot: '1', kind: 'tmk', kcv: 'AAAAAA' },
		{ slot: '2', kind: 'tpk', kcv: 'BBBBBB' }
	];
	await app.send(
		'POST',
		`${API}/ingest/heartbeats`,
		terminalIds.map((terminalId, index) =>
			aHeartbeat({ terminalId, at: NOW, certificates: [], keys: index === 0 ? keys.slice(0, 1) : keys })
		)
	);
	const reasons = await certificateReasons(app.deps.db, FLEET_SCOPE, new Date(NOW));
	const { rows } = await sql<{
		terminal_id: number;
		terminal_code: string;
	}>`select terminal_id, terminal_code from terminal`.execute(app.deps.db);
	const codes = new Map(rows.map((row) => [row.terminal_id, row.terminal_code]));
	expect(reasons.map(({ terminalId, kind, about }) => `${codes.get(terminalId)} ${kind} ${about.slice(0, 3)}`)).toEqual(
		[
			'A1 certificate_expired 111',
			'A2 certificate_expiring 222',
			'A3 certificate_expiring 333',
			'A6 certificate_cloned 666',
			'B1 certificate_cloned 666',
			'K0 keys_missing tpk'
		]
	);
});

databaseTest('the database judges dates as the domain does', async ({ database }) => {
	const days = [
		'0001-01-01',
		'2025-03-02',
		'2026-01-01',
		'2026-02-20',
		'2026-03-02',
		'2026-03-09',
		'2026-03-31',
		'2026-05-31',
		'9999-12-31'
	];
	const asOf = new Date('2026-03-02T00:00:00Z');
	const { rows } = await sql<{ from_ms: number | null; to_ms: number | null; state: string }>`
		select (extract(epoch from not_before) * 1000)::float8 as from_ms, (extract(epoch from not_after) * 1000)::float8 as to_ms,
			${stateAt(asOf)} as state
		from (select f.day as not_before, t.day + make_interval(hours => h) as not_after
			from unnest(${[...days, null]}::timestamptz[]) f(day), unnest(${[...days, null]}::timestamptz[]) t(day),
				generate_series(-30, 30, 3) h) c`.execute(database.db);
	expect(rows.length).toBeGreaterThan(1_000);
	for (const row of rows) {
		const dates = { notBeforeMs: row.from_ms, notAfterMs: row.to_ms };
		expect(row.state, JSON.stringify(dates)).toBe(certificateState(dates, asOf.getTime()));
	}
});
