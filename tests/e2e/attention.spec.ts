// The work list: from the overview to what has to be done, and out of sight what can wait.
import { expect, test } from '@playwright/test';
import { openPage } from '#tests/support/page-checks.ts';
import { BROKEN_TERMINAL } from '#tests/support/recent-days.ts';
import { LANGUAGES, word } from '#tests/support/words.ts';

const JUDGED_WITHIN_MS = 80_000;

// Both speak of the same terminal.
test.describe.configure({ mode: 'serial', timeout: 150_000 });

for (const language of LANGUAGES) {
	test(`what needs attention is taken up, let wait, and brought back (${language})`, async ({
		page,
		context,
		baseURL
	}) => {
		await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);
		const row = page.locator(`tr[data-terminal="${BROKEN_TERMINAL}"]`);
		const dialog = page.getByRole('dialog');
		const handle = async (choice: string, fill?: () => Promise<void>) => {
			await row.getByRole('button').click();
			await dialog.getByRole('radio', { name: word(language, choice) }).check();
			await fill?.();
			await dialog.getByRole('button', { name: word(language, 'form_save') }).click();
			await expect(dialog).toBeHidden();
		};

		await test.step('the overview shows the head of the list and leads to all of it', async () => {
			const card = page.getByRole('region', { name: word(language, 'nav_attention') });
			// The server judges once a minute what it has just been sent.
			await expect(async () => {
				await openPage(page, '/');
				await card.scrollIntoViewIfNeeded();
				await expect(card.getByRole('row').filter({ hasText: BROKEN_TERMINAL })).toBeVisible({ timeout: 3_000 });
			}).toPass({ timeout: JUDGED_WITHIN_MS });
			await card.locator('a[href="/attention"]').click();
			await expect(page).toHaveURL(/\/attention$/);
			await expect(row).toContainText(word(language, 'attention_kind_technical_failures'));
			await expect(row).toContainText(word(language, 'attention_do_sign_on'));
		});

		await test.step('its sentence leads to the transactions it speaks of', async () => {
			const evidence = row.getByRole('link').filter({ hasText: /80/ });
			await expect(evidence).toHaveAttribute('href', new RegExp(`/terminals/${BROKEN_TERMINAL}\\?.*scope=terminal`));
		});

		await test.step('taken up, it stays and says by whom', async () => {
			await handle('attention_mark_acknowledge');
			await expect(row).toContainText('manager@example.com');
		});

		await test.step('what can wait needs a reason, and is out of sight until asked for', async () => {
			await handle('attention_mark_snooze', async () => {
				await dialog.getByLabel(word(language, 'attention_mark_why')).fill('The shop is being rebuilt');
			});
			await expect(row).toBeHidden();
			await page.getByRole('link', { name: word(language, 'attention_marked_snoozed') }).click();
			await expect(page).toHaveURL(/marked=snoozed/);
			await expect(row).toContainText('The shop is being rebuilt');
		});

		await test.step('the mark taken back, it is on the list again', async () => {
			await handle('attention_mark_open');
			await expect(row).toBeHidden();
			await page.getByRole('link', { name: word(language, 'attention_marked_open') }).click();
			await expect(row).toBeVisible();
		});
	});
}
