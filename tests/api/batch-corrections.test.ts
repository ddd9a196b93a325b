// Rejected records that are corrected and sent again: both batches tell of one another, so that nobody wonders what is still open.
import { describe, expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';

type Batch = { batchId: string; rejected: number; corrects: string | null; corrected: number; correctedBy: string[] };

async function send(app: TestApp, records: readonly object[], corrects?: string): Promise<string> {
	const query = corrects === undefined ? '' : `?corrects=${corrects}`;
	const response = await app.send('POST', `${API}/ingest/transactions${query}`, [...records]);
	expect(response.status).toBe(200);
	return ((await response.json()) as Batch).batchId;
}

async function batch(app: TestApp, batchId: string): Promise<Batch | undefined> {
	const { items } = (await (await app.get(`${API}/ingest/batches?batch=${batchId}`)).json()) as { items: Batch[] };
	return items[0];
}

const bad = (id: string) => ({ ...aTransaction({ id }), amountMinor: 'much' });
const good = (id: string) => aTransaction({ id });

describe('a batch that corrects another', () => {
	test('is told by both, with how many of the rejected are good now', async ({ app }) => {
		const first = await send(app, [good('c-1'), bad('c-2'), bad('c-3'), bad('c-4')]);
		expect(await batch(app, first)).toMatchObject({ rejected: 3, corrects: null, corrected: 0, correctedBy: [] });
		const second = await send(app, [good('c-2'), good('c-3'), bad('c-4')], first);
		expect(await batch(app, second)).toMatchObject({ rejected: 1, corrects: first, corrected: 0, correctedBy: [] });
		expect(await batch(app, first)).toMatchObject({ rejected: 3, corrected: 2, correctedBy: [second] });
	});

	test('makes nothing good twice, and nothing that was never refused', async ({ app }) => {
		const first = await send(app, [good('d-1'), bad('d-2')]);
		const whole = await send(app, [good('d-1'), good('d-2'), good('d-3')], first);
		const again = await send(app, [good('d-2')], first);
		expect(await batch(app, first)).toMatchObject({ rejected: 1, corrected: 1, correctedBy: [again, whole] });
	});

	test('must be of the same kind and within reach', async ({ app }) => {
		const first = await send(app, [bad('e-1')]);
		const nowhere = await app.send('POST', `${API}/ingest/transactions?corrects=${crypto.randomUUID()}`, [good('e-1')]);
		expect(nowhere.status).toBe(400);
		expect(await nowhere.json()).toMatchObject({ code: 'ingest.no_such_batch' });
		expect((await app.send('PUT', `${API}/merchants?corrects=${first}`, [])).status).toBe(400);
		expect(await batch(app, first)).toMatchObject({ corrected: 0, correctedBy: [] });
	});
});
