// Names made to break things: as they were sent they stand on the page, as text and nothing else, and in every file taken from there.
import { expect, test } from '@playwright/test';
import { aMerchant } from '#tests/support/builders.ts';
import { readCsv, readNdjson, readParquet, readXlsx } from '#tests/support/read-back.ts';

const NAMES = [
	'<img src="x" onerror="alert(1)"><b>bold</b>&amp;&lt;',
	'مرحبا بالعالم \u202Egpj.exe',
	'zero\u200Bwidth\u200Dand\u2060more',
	'很'.repeat(500),
	'👩‍👩‍👧‍👦🏳️‍🌈 é 𠮷野家',
	'=HYPERLINK("http://evil.example","x")'
];
const CODES = NAMES.map((_, index) => `HOSTILE-${index}`);
const LIST = 'q=HOSTILE&sort=merchantId';

test('hostile names come through import, page and files unharmed', async ({ page, baseURL }) => {
	const dialogs: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.message());
		void dialog.dismiss();
	});
	const merchants = NAMES.map((name, index) => aMerchant({ merchantId: CODES[index] ?? '', name }));
	const sent = await page.request.put('/api/v1/merchants', {
		headers: { origin: baseURL ?? '', 'content-type': 'application/x-ndjson' },
		data: merchants.map((merchant) => JSON.stringify(merchant)).join('\n')
	});
	expect(await sent.json()).toMatchObject({ received: NAMES.length, rejected: 0 });

	await page.goto(`/merchants?${LIST}`);
	for (const [index, name] of NAMES.entries()) {
		const link = page.locator(`tbody a[href^="/merchants/${CODES[index]}"]`).first();
		await expect(link).toBeVisible();
		expect((await link.textContent())?.trim()).toBe(name);
		// Marks that turn the direction of text end with the name.
		expect(await link.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('isolate');
	}
	await expect(page.locator('tbody img, tbody b')).toHaveCount(0);
	expect(dialogs).toEqual([]);

	const file = async (format: string) => page.request.get(`/api/v1/merchants?${LIST}&format=${format}`);
	expect(readCsv(await (await file('csv')).text()).rows.map((row) => row[1])).toEqual(NAMES);
	expect(readNdjson(await (await file('ndjson')).text()).map((item) => item['name'])).toEqual(NAMES);
	const bytes = async (format: string) => new Uint8Array(await (await file(format)).body()).buffer;
	const [cells = []] = [...readXlsx(await bytes('xlsx')).values()];
	expect(cells.slice(1).map((row) => row[1])).toEqual(NAMES);
	expect((await readParquet(await bytes('parquet'))).map((row) => row['Name'])).toEqual(NAMES);
});
