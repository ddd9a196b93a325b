// From a code that came in to what it means and where it happens; a code that nobody knows is mapped after seeing what that changes.
import { expect, test } from '@playwright/test';
import { aTransaction } from '#tests/support/builders.ts';
import { INGEST_KEY } from '#tests/support/e2e-world.ts';
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

		await page.goto('/response-codes?window=7d&mapped=false');
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
