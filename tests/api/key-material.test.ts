// Keys are told by their check value. A key itself, in whatever field it comes, is refused, and nothing of it is kept or echoed.
import { describe, expect } from 'vitest';
import { API, test } from '#tests/support/app.ts';
import { aHeartbeat, aTerminal } from '#tests/support/builders.ts';

/** Hexadecimal keys of the lengths in use: single, double and triple DES, and AES of 256 bits. */
const KEYS = [16, 32, 48, 64].map((digits) => 'C0FFEE0123456789'.repeat(4).slice(0, digits));
const KEY_FIELDS = ['kcv', 'slot', 'kind'] as const;

describe('a key where something about it belongs', () => {
	for (const key of KEYS) {
		for (const field of KEY_FIELDS) {
			test(`${key.length} digits as ${field}`, async ({ app, database }) => {
				await app.send('PUT', `${API}/terminals`, [aTerminal({ terminalId: 'T1' })]);
				const keys = [{ slot: '1', kind: 'TPK', kcv: 'A1B2C3', [field]: key.toLowerCase() }];
				const sent = await app.send('POST', `${API}/ingest/heartbeats`, [aHeartbeat({ terminalId: 'T1', keys })]);
				const answer = await sent.text();
				expect(sent.status).toBe(200);
				expect(JSON.parse(answer)).toMatchObject({ accepted: 0, rejected: 1, errors: [{ line: 1 }] });
				const rejects = await (await app.get(`${API}/ingest/rejects?limit=200`)).text();
				expect(`${answer}${rejects}`.toUpperCase()).not.toContain(key);
				expect(await database.sql`select from terminal_key`).toHaveLength(0);
				expect(await database.sql`select from terminal_report where body::text ilike ${`%${key}%`}`).toHaveLength(0);
			});
		}
	}

	test('in groups, as key letters print it', async ({ app }) => {
		const keys = [{ slot: 'C0FF EE01 2345 6789 C0FF EE01 2345 6789', kcv: 'A1B2C3' }];
		const sent = await app.send('POST', `${API}/ingest/heartbeats`, [aHeartbeat({ terminalId: 'T1', keys })]);
		expect(await sent.json()).toMatchObject({ rejected: 1, errors: [{ code: 'keys.slot.key_material' }] });
	});
});

test('names of slots and kinds, and check values of 4 to 8 digits, are taken', async ({ app }) => {
	await app.send('PUT', `${API}/terminals`, [aTerminal({ terminalId: 'T1' })]);
	const keys = ['A1B2', 'A1B2C3', 'A1B2C3D4'].map((kcv, index) => ({ slot: `slot-${index}`, kind: 'TPK', kcv }));
	const sent = await app.send('POST', `${API}/ingest/heartbeats`, [aHeartbeat({ terminalId: 'T1', keys })]);
	expect(await sent.json()).toMatchObject({ accepted: 1, rejected: 0 });
});
