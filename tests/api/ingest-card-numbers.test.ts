// A card number that somebody sends by mistake is refused and ends up nowhere: in no table, no answer, no log.
import { Writable } from 'node:stream';
import { expect } from 'vitest';
import { createLogger } from '#api/platform/log.ts';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aMerchant, aTerminal } from '#tests/support/builders.ts';
import { ENDPOINTS } from './ingest-endpoints.ts';

/** Put together here, so that this file does not hold one. */
const CARD = ['6222', '0212', '3456', '7894'].join('');

/** Every row of every table, as text. */
async function everythingStored(app: TestApp): Promise<string> {
	const { sql } = app.deps;
	const tables = await sql<{ name: string }[]>`
		select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm')`;
	const texts: string[] = [];
	for (const { name } of tables) {
		for (const { row } of await sql<{ row: string }[]>`select t::text as row from ${sql(name)} t`) texts.push(row);
	}
	return texts.join('\n');
}

test('a card number in any text of any kind of record is refused and stored nowhere', async ({ app }) => {
	await app.send('PUT', `${API}/merchants`, [aMerchant()]);
	await app.send('PUT', `${API}/terminals`, [aTerminal()]);
	const grouped = CARD.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
	for (const { method, path, make } of ENDPOINTS) {
		const base = make();
		const texts = Object.keys(base).filter((name) => typeof Reflect.get(base, name) === 'string');
		const planted = [...texts, 'aFieldThatDoesNotExist'].flatMap((name) => [
			{ ...base, [name]: CARD },
			{ ...base, [name]: `no. ${grouped}` }
		]);
		planted.push({ ...base, [`card${CARD}`]: 'in a name' }, { ...base, nested: { deep: [{ number: Number(CARD) }] } });
		for (const target of [path, `${path}?dryRun=true`]) {
			const response = await app.send(method, target, planted);
			const answer = await response.text();
			expect(JSON.parse(answer), target).toMatchObject({
				received: planted.length,
				accepted: 0,
				rejected: planted.length
			});
			expect(answer).not.toContain(CARD);
			expect(answer).not.toContain(grouped);
		}
	}
	const stored = await everythingStored(app);
	expect(stored).toContain('card_number');
	expect(stored).not.toContain(CARD);
	expect(stored).not.toContain(grouped);
});

test('an error that quotes one is logged without it', () => {
	let written = '';
	const destination = new Writable({
		write(chunk: Buffer, _encoding, done) {
			written += chunk.toString();
			done();
		}
	});
	createLogger({ logLevel: 'info' }, destination).error({ err: new Error(`no such id ${CARD}`) }, `about ${CARD}`);
	expect(written).toContain('no such id');
	expect(written).not.toContain(CARD);
});
