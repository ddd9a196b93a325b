// From a code that came in to what it means and where it happens; a code that nobody knows is mapped after seeing what that changes.
import { expect, test } from '@playwright/test';
import { aTransaction } from '#tests/support/builders.ts';
import { INGEST_KEY } from '#tests/support/e2e-world.ts';
import { openPage } from '#tests/support/page-checks.ts';
import { BROKEN_TERMINAL } from '#tests/support/recent-days.ts';
import { LANGUAGES, word } from '#tests/support/words.ts';

for (const language of LANGUAGES) {
	test(`a code is mapped once its effect is known (${language})`, async ({ page, request, context, baseURL }) => {
		const code = language === 'en' ? 'W1' : 'W2';
		const occurredAt = new Date(Date.now() - 90 * 60_000).toISOString();
		const records = ['a', 'b'].map((name) =>
			aTransaction({ id: `mapping-${code}-${name}`, terminalId: 'T-02', occurredAt, responseCode: code })
		);
		await request.post('/api/v1/ingest/transactions', {
			headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/x-ndjson' },
			data: records.map((record) => JSON.stringify(record)).join('\n')
		});
		await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);

		await openPage(page, '/response-codes?window=7d&mapped=false');
		await page.locator(`[data-code="${code}"] a`).first().click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(code);
		await page.getByRole('button', { name: word(language, 'code_map_now') }).click();

		const dialog = page.getByRole('dialog');
		await dialog.getByLabel(word(language, 'rule_cause')).selectOption('network');
		await dialog.getByLabel(word(language, 'rule_scope')).selectOption('terminal');
		await dialog.getByLabel(word(language, 'rule_meaning_en')).fill('Line lost');
		await dialog.getByLabel(word(language, 'rule_meaning_zh')).fill('线路中断');
		await dialog.getByRole('button', { name: word(language, 'rule_show_effect') }).click();
		await expect(dialog.getByRole('table')).toContainText('T-02');
		await dialog.getByRole('button', { name: word(language, 'rule_apply') }).click();

		await expect(dialog).toBeHidden();
		await expect(page.getByRole('status').filter({ hasText: '2' }).first()).toBeVisible();
		await expect(page.getByText(language === 'en' ? 'Line lost' : '线路中断').first()).toBeVisible();
	});
}

/** What a list of the overview's news is made of. */
const NEWS_LISTS = [
	{ label: 'news_new_terminals', rows: 'tbody tr[data-terminal]' },
	{ label: 'news_new_merchants', rows: 'tbody tr[data-merchant]' },
	{ label: 'news_worse_merchants', rows: 'tbody tr[data-merchant]' }
] as const;

for (const language of LANGUAGES) {
	test.describe(`in ${language}`, () => {
		test.beforeEach(async ({ context, baseURL }) => {
			await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);
		});

		for (const { label, rows } of NEWS_LISTS) {
			test(`the news say as many as their list has: ${label}`, async ({ page }) => {
				// Other tests send data meanwhile: the figure and its list are compared until they were read undisturbed.
				await expect(async () => {
					await openPage(page, '/');
					const ofOneOrMany = new RegExp([word(language, label, { count: '1' }), word(language, label)].join('|'));
					const entry = page.locator('[data-slot="news"] a', { hasText: ofOneOrMany });
					const figure = entry.locator('.figures');
					await expect(figure).toBeVisible();
					const count = Number((await figure.textContent())?.replace(/\D/g, ''));
					await entry.click();
					await expect(page).toHaveURL(/firstSeenFrom=|since=/);
					await expect(page.locator('[data-slot="card"] table, [data-slot="empty-state"]').first()).toBeVisible();
					await expect(page.locator(rows)).toHaveCount(count, { timeout: 3000 });
				}).toPass();
			});
		}

		test('a code leads to as many terminals as it says', async ({ page }) => {
			await openPage(page, '/response-codes?window=7d');
			const row = page.locator('tr[data-code="A0"]');
			const terminals = row.locator('a[href^="/failures/terminals"]').filter({ visible: true });
			await expect(terminals).toHaveText('1');
			await terminals.click();
			await expect(page).toHaveURL(/code=cup%3AA0/);
			await expect(page.locator('tbody tr')).toHaveCount(1);
			await expect(page.locator('tbody')).toContainText(BROKEN_TERMINAL);
		});

		test('a merchant shows when it sells, its codes and its terminals in the order asked for', async ({ page }) => {
			await openPage(page, '/merchants/M-0');
			const terminals = page
				.locator('tbody tr[data-terminal] a[href^="/terminals/"]')
				.and(page.locator('.font-medium'));
			await expect(terminals.first()).toHaveText(BROKEN_TERMINAL);
			const table = page.getByRole('group', { name: word(language, 'merchant_terminals') });
			await table.getByRole('link', { name: word(language, 'column_terminal'), exact: true }).click();
			await expect(page).toHaveURL(/sort=terminalId/);
			await expect(terminals.first()).toHaveText('T-01');

			const rhythms = page.getByRole('group', { name: word(language, 'merchant_rhythm_what') });
			await rhythms.scrollIntoViewIfNeeded();
			await rhythms.getByRole('link', { name: word(language, 'merchant_rhythm_attempts') }).click();
			await expect(page).toHaveURL(/rhythm=attempts/);
			await rhythms.scrollIntoViewIfNeeded();
			await expect(page.getByRole('img', { name: word(language, 'chart_traffic') })).toBeVisible();

			const code = page.locator('tr[data-code="A0"]');
			await code.scrollIntoViewIfNeeded();
			await code.getByRole('link', { name: 'A0' }).click();
			await expect(page).toHaveURL(/\/response-codes\/cup\/A0/);
		});
	});
}
