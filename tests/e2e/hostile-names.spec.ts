// Texts made to break things: as they were sent they stand on the page, as text and nothing else, and in every file taken from there.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { HEADINGS, type Words } from '#lib/domain/headings.ts';
import { aCertificate, aFeeAgreement, aFirmwareCampaign, aMerchant } from '#tests/support/builders.ts';
import { E2E_ORIGIN } from '#tests/support/e2e-world.ts';
import { openPage } from '#tests/support/page-checks.ts';
import { readCsv, readNdjson, readParquet, readXlsx } from '#tests/support/read-back.ts';

const TEXTS = [
	'<img src="x" onerror="alert(1)"><b>bold</b>&amp;&lt;',
	'مرحبا بالعالم \u202Egpj.exe',
	'zero\u200Bwidth\u200Dand\u2060more',
	'很'.repeat(200),
	'👩‍👩‍👧‍👦🏳️‍🌈 é 𠮷野家',
	'=HYPERLINK("http://evil.example","x")',
	'W'.repeat(200)
];
/** Versions consist of printable characters. */
const VERSIONS = ['<b>1</b>&amp;', '=1+1', '1E5', '0012', '_x0041_', '版本𠮷', 'W'.repeat(60)];
const idOf = (index: number) => `HOSTILE-${index}`;

type Sent = {
	/** What the texts are, and where they are sent to and asked of. */
	what: string;
	to: string;
	record: (text: string, index: number) => object;
	texts: readonly string[];
	list: string;
	query: string;
	page: string;
	/** In JSON and as the heading of its column. */
	member: string;
	heading: Words;
	/** Its rows, where the page has other tables, too. */
	rows?: string;
};

/** Whose agreements are in hostile documents. */
const PAPERS = 'PAPERS';

const aHostileCampaign = (fields: object, index: number) =>
	aFirmwareCampaign({ campaignId: idOf(index), terminalId: 'T-11', vendor: 'HOSTILE', model: 'X', ...fields });

const LISTS: readonly Sent[] = [
	{
		what: 'names of merchants',
		to: 'merchants',
		record: (name, index) => aMerchant({ merchantId: idOf(index), name }),
		texts: [...TEXTS, '很'.repeat(500)],
		list: 'merchants',
		query: 'q=HOSTILE&sort=merchantId',
		page: '/merchants?q=HOSTILE&sort=merchantId',
		member: 'name',
		heading: HEADINGS.name
	},
	{
		what: 'documents of fee agreements',
		to: 'fee-agreements',
		record: (document, index) =>
			aFeeAgreement({
				agreementId: idOf(index),
				merchantId: PAPERS,
				product: 'qr',
				document,
				validFrom: dayOf(index)
			}),
		texts: TEXTS,
		list: 'fees/changes',
		query: 'merchant=PAPERS',
		page: '/fees/changes?merchant=PAPERS',
		member: 'document',
		heading: HEADINGS.document
	},
	{
		what: 'subjects of certificates',
		to: 'certificates',
		record: (subject, index) =>
			aCertificate({
				...{ terminalId: null, vendor: 'HOSTILE', kind: 'tms_root', subject, serialNumber: idOf(index) },
				...{ fingerprintSha256: `f0${index}`.padEnd(64, 'e'), notAfter: '2040-01-01T00:00:00Z' }
			}),
		texts: TEXTS,
		list: 'certificates',
		query: 'q=HOSTILE',
		page: '/certificates?q=HOSTILE',
		rows: 'tr[data-certificate]',
		member: 'subject',
		heading: HEADINGS.subject
	},
	{
		what: 'names of campaigns',
		to: 'firmware-campaigns',
		record: (name, index) => aHostileCampaign({ name }, index),
		texts: TEXTS,
		list: 'firmware/campaigns',
		query: 'vendor=HOSTILE&model=X',
		page: '/firmware/campaigns?vendor=HOSTILE&model=X',
		member: 'name',
		heading: HEADINGS.name
	},
	{
		what: 'versions of firmware',
		to: 'firmware-campaigns',
		record: (version, index) =>
			aHostileCampaign({ campaignId: `V-${index}`, name: `V-${index}`, model: 'V', version }, index),
		texts: VERSIONS,
		list: 'firmware/campaigns',
		query: 'vendor=HOSTILE&model=V',
		page: '/firmware/campaigns?vendor=HOSTILE&model=V',
		member: 'firmware',
		heading: HEADINGS.firmware
	}
];

const dayOf = (index: number) => `2026-01-0${index + 1}`;

async function expectAsText(page: Page, { page: address, texts, rows = 'tbody tr' }: Sent): Promise<void> {
	const dialogs: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.message());
		void dialog.dismiss();
	});
	await openPage(page, address);
	await expect(page.locator(rows)).toHaveCount(texts.length);
	const shown = await page
		.locator(rows)
		.locator(':is(a, span, div, p)')
		.evaluateAll((elements) =>
			elements.map((element) => {
				const { unicodeBidi, display } = getComputedStyle(element);
				// A block ends what turns the direction of text; within a line, isolation must.
				return { text: element.textContent.trim(), isClosed: display !== 'inline' || unicodeBidi === 'isolate' };
			})
		);
	for (const text of texts) {
		const places = shown.filter((place) => place.text === text);
		expect(places.length, text).toBeGreaterThan(0);
		expect(
			places.every(({ isClosed }) => isClosed),
			text
		).toBe(true);
	}
	await expect(page.locator('tbody img, tbody b')).toHaveCount(0);
	expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
	expect(dialogs).toEqual([]);
}

async function expectInFiles(request: APIRequestContext, { list, query, texts, member, heading }: Sent): Promise<void> {
	const file = async (format: string) => request.get(`/api/v1/${list}?${query}&format=${format}`);
	const bytes = async (format: string) => new Uint8Array(await (await file(format)).body()).buffer;
	const sorted = (values: readonly unknown[]) => values.map(String).toSorted();
	const wanted = sorted(texts);
	const csv = readCsv(await (await file('csv')).text());
	const at = csv.headings.indexOf(heading.en);
	expect(sorted(csv.rows.map((row) => row[at]))).toEqual(wanted);
	expect(sorted(readNdjson(await (await file('ndjson')).text()).map((item) => item[member]))).toEqual(wanted);
	const [cells = []] = [...readXlsx(await bytes('xlsx')).values()];
	expect(sorted(cells.slice(1).map((row) => row[at]))).toEqual(wanted);
	expect(sorted((await readParquet(await bytes('parquet'))).map((row) => row[heading.en]))).toEqual(wanted);
}

test.beforeAll(async ({ browser }) => {
	const page = await browser.newPage();
	await put(page, 'merchants', [aMerchant({ merchantId: PAPERS, name: PAPERS })]);
	await page.close();
});

async function put(page: Page, path: string, records: readonly object[]): Promise<void> {
	const answer = await page.request.put(`${E2E_ORIGIN}/api/v1/${path}`, {
		headers: { origin: E2E_ORIGIN, 'content-type': 'application/x-ndjson' },
		data: records.map((record) => JSON.stringify(record)).join('\n')
	});
	const told = await answer.text();
	expect(JSON.parse(told), told).toMatchObject({ received: records.length, rejected: 0 });
}

for (const sent of LISTS) {
	test(`hostile ${sent.what} come through import, page and files unharmed`, async ({ page }) => {
		await put(page, sent.to, sent.texts.map(sent.record));
		await expectAsText(page, sent);
		await expectInFiles(page.request, sent);
	});
}
