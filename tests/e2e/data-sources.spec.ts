// Bringing a file in by hand: what was sent is accounted for, what was refused can be found, and a card number is nowhere.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { aTransaction } from '#tests/support/builders.ts';
import { openPage } from '#tests/support/page-checks.ts';
import { LANGUAGES, word, type Language } from '#tests/support/words.ts';

const CARD_NUMBER = '4111111111111111';

/** Two good records, one of them twice; one without a needed field; one with a card number; one line that is no JSON. */
function fileOf(language: Language) {
	const occurredAt = new Date(Date.now() - 90 * 60_000).toISOString();
	const record = (name: string, fields: object = {}) =>
		JSON.stringify(aTransaction({ id: `sources-${language}-${name}`, terminalId: 'T-02', occurredAt, ...fields }));
	const lines = [
		record('a'),
		record('b'),
		record('a'),
		record('c', { occurredAt: undefined }),
		record('d', { reversalReason: `card ${CARD_NUMBER}` }),
		'{"id": "sources-'
	];
	return {
		name: `day-${language}.ndjson`,
		mimeType: 'application/x-ndjson',
		buffer: Buffer.from(lines.join('\n'))
	};
}

/** The record without its time, now with one. */
function correctedFileOf(language: Language) {
	const occurredAt = new Date(Date.now() - 90 * 60_000).toISOString();
	const record = aTransaction({ id: `sources-${language}-c`, terminalId: 'T-02', occurredAt });
	return { ...fileOf(language), name: 'corrected.ndjson', buffer: Buffer.from(JSON.stringify(record)) };
}

async function expectCounts(page: Page, counts: Record<string, number>): Promise<void> {
	for (const [name, count] of Object.entries(counts)) {
		await expect(page.locator(`[data-count="${name}"] dd`)).toHaveText(String(count));
	}
}

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
		[]
	);
}

for (const language of LANGUAGES) {
	test.describe(language, () => {
		test.beforeEach(async ({ context, baseURL }) => {
			await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);
		});

		test('a file is checked, imported, and leads to what of it was refused', async ({ page }) => {
			const counts = { received: 6, accepted: 2, duplicates: 1, rejected: 3 };

			await test.step('checking says what would happen', async () => {
				await openPage(page, '/data/import');
				await page.getByLabel(word(language, 'import_file')).setInputFiles(fileOf(language));
				await page.getByRole('button', { name: word(language, 'import_check'), exact: true }).click();
				await expect(page.locator('[data-import="checked"]')).toBeVisible();
				await expectCounts(page, counts);
				await expectAccessible(page);
			});

			await test.step('importing does just that', async () => {
				await page.getByRole('button', { name: word(language, 'import_now', { count: '2' }) }).click();
				await expect(page.locator('[data-import="imported"]')).toBeVisible();
				await expectCounts(page, counts);
				await expect(page.getByRole('link', { name: word(language, 'import_show_days') })).toHaveAttribute(
					'href',
					/^\/\?from=.*&to=/
				);
			});

			await test.step('its rejects say in words what is wrong; the card number is nowhere', async () => {
				await page.getByRole('link', { name: word(language, 'import_show_rejects') }).click();
				await expect(page).toHaveURL(/\/data\/rejects\?batch=/);
				await expectCounts(page, counts);
				for (const words of ['data_reject_missing', 'data_reject_card_number', 'data_reject_malformed_json'] as const) {
					await expect(page.getByText(word(language, words), { exact: true })).toBeVisible();
				}
				await expect(page.getByText(word(language, 'data_raw_withheld_card'))).toBeVisible();
				await page.getByText(word(language, 'data_raw_show')).first().click();
				await expect(page.locator('pre').first()).toContainText(`"sources-${language}-c"`);
				expect(await page.content()).not.toContain(CARD_NUMBER);
				await expectAccessible(page);
			});

			await test.step('the file to correct holds what was kept, as it was sent', async () => {
				const [download] = await Promise.all([
					page.waitForEvent('download'),
					page.getByRole('button', { name: word(language, 'data_download') }).click()
				]);
				expect(download.suggestedFilename()).toMatch(/^rejected-[0-9a-f]{8}\.ndjson$/);
				const text = await readFile(await download.path(), 'utf8');
				expect(text).toContain(`"id":"sources-${language}-c"`);
				expect(text.trimEnd().split('\n')).toHaveLength(2);
				expect(text).not.toContain(CARD_NUMBER);
				await expect(page.getByText(word(language, 'data_download_withheld', { count: '1' }))).toBeVisible();
			});

			await test.step('corrected and sent again it makes good what was refused, and both batches say so', async () => {
				const first = new URL(page.url()).searchParams.get('batch') ?? '';
				await page.getByRole('link', { name: word(language, 'batch_send_corrected') }).click();
				await expect(page.locator(`[data-corrects="${first}"]`)).toBeVisible();
				await page.getByLabel(word(language, 'import_file')).setInputFiles(correctedFileOf(language));
				await page.getByRole('button', { name: word(language, 'import_check'), exact: true }).click();
				await page.getByRole('button', { name: word(language, 'import_now', { count: '1' }) }).click();
				await expect(page.locator('[data-import="imported"]')).toBeVisible();
				await page.getByRole('link', { name: word(language, 'import_show_corrected') }).click();
				const told = page.locator('[data-corrected]');
				await expect(told).toContainText(word(language, 'batch_corrected_count', { corrected: '1', rejected: '3' }));
				await expectAccessible(page);
				await told.getByRole('link').click();
				await expect(page).not.toHaveURL(new RegExp(first));
				await page.locator(`[data-batch-link="${first}"]`).click();
				await expect(page).toHaveURL(new RegExp(`batch=${first}`));
			});

			await test.step('one kind of problem can be looked at alone, and the address holds it', async () => {
				await page.getByRole('link', { name: 'occurredAt.missing' }).click();
				await expect(page).toHaveURL(/code=occurredAt\.missing/);
				await expect(page.locator('[data-reject]')).toHaveCount(1);
			});

			await test.step('its batch and its source are listed', async () => {
				await page.getByRole('link', { name: word(language, 'batches'), exact: true }).click();
				await expect(page.locator('[data-batch]').first()).toBeVisible();
				await page.getByRole('link', { name: word(language, 'data_tab_sources'), exact: true }).click();
				await expect(page.locator('[data-source-kind="transaction"]').first()).toBeVisible();
			});
		});

		test('a file that cannot be read is refused in words, with its code and request', async ({ page }) => {
			await openPage(page, '/data/import');
			await page.getByLabel(word(language, 'import_file')).setInputFiles({
				name: 'day.csv.gz',
				mimeType: 'application/gzip',
				buffer: Buffer.from('no gzip at all')
			});
			await page.getByRole('button', { name: word(language, 'import_check'), exact: true }).click();
			const alert = page.getByRole('alert');
			await expect(alert).toContainText(word(language, 'import_problem_gzip'));
			await expect(alert).toContainText('ingest.malformed_gzip');
			await expect(alert).toContainText(/[0-9a-f]{8}-[0-9a-f]{4}/);
		});
	});
}
