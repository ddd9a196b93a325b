// A cursor is taken back only as it was given: whatever else it holds is refused, and never reaches the database.
import { expect } from 'vitest';
import { API, test } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';

const LISTS = ['/ingest/batches', '/ingest/rejects', '/ingest/unmapped-codes', '/response-codes'];
const STRANGE = ['x', 'a\0b', '\ud800', -1, 1.5, 1e300, 2 ** 31, true, {}, [], null, '2026-02-30T00:00:00Z'];

const decode = (cursor: string) => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
const encode = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

test('lists refuse cursors with strange values in any place, and go on with the true one', async ({ app }) => {
	for (let batch = 0; batch < 3; batch++) {
		const records = [aTransaction({ responseCode: `Q${batch}` }), { nonsense: batch }, { nonsense: batch }];
		await app.send('POST', `${API}/ingest/transactions`, records);
	}
	for (const list of LISTS) {
		const first = (await (await app.get(`${API}${list}?limit=1`)).json()) as { nextCursor: string };
		const values = decode(first.nextCursor);
		expect((await app.get(`${API}${list}?limit=1&cursor=${first.nextCursor}`)).status, list).toBe(200);
		for (const place of values.keys()) {
			for (const strange of STRANGE) {
				const forged = encode(values.with(place, strange));
				const answer = await app.get(`${API}${list}?limit=1&cursor=${forged}`);
				expect([200, 400], `${list} ${place} ${String(strange)}`).toContain(answer.status);
			}
		}
	}
});
