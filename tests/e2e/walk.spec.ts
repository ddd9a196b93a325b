// A manager's first day: sign in, bring a file in, see what is wrong, follow it to the terminal. In both languages.
import { expect, test, type Page } from '@playwright/test';
import { aTransaction } from '#tests/support/builders.ts';
import { MANAGER } from '#tests/support/e2e-world.ts';
import { openPage } from '#tests/support/page-checks.ts';
import { BROKEN_TERMINAL } from '#tests/support/recent-days.ts';
import { LANGUAGES, word, type Language } from '#tests/support/words.ts';

test.use({ storageState: { cookies: [], origins: [] } });

async function signIn(page: Page, language: Language, password: string): Promise<void> {
	await page.getByLabel(word(language, 'sign_in_email')).fill(MANAGER.email);
	await page.getByLabel(word(language, 'sign_in_password'), { exact: true }).fill(password);
	await page.getByRole('button', { name: word(language, 'sign_in'), exact: true }).click();
}

/** Three transactions, one of them not to be read. */
function fileOf(language: Language) {
	const at = new Date(Date.now() - 30 * 60_000).toISOString();
	const good = ['a', 'b'].map((name) =>
		aTransaction({ id: `walk-${language}-${name}`, occurredAt: at, terminalId: 'T-01' })
	);
	const lines = [...good, { ...good[0], id: `walk-${language}-c`, amountMinor: 'eighty-eight' }];
	return {
		name: `transactions-${language}.ndjson`,
		mimeType: 'application/x-ndjson',
		buffer: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))
	};
}

for (const language of LANGUAGES) {
	test(`from the sign-in page to the broken terminal (${language})`, async ({ page, context, baseURL }) => {
		await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);

		await test.step('nobody gets in without the password', async () => {
			await page.goto('/terminals');
			await expect(page).toHaveURL(/\/sign-in\?to=%2Fterminals$/);
			await expect(page.locator('html')).toHaveAttribute('lang', language);
			await signIn(page, language, 'not the password');
			await expect(page.getByText(word(language, 'sign_in_refused'))).toBeVisible();
		});

		await test.step('after signing in, one is where one wanted to go', async () => {
			await signIn(page, language, MANAGER.password);
			await expect(page).toHaveURL(/\/terminals$/);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(language, 'nav_terminals'));
		});

		await test.step('a file is checked, then imported; what is wrong with it is shown', async () => {
			await openPage(page, '/data/import');
			await page.getByLabel(word(language, 'import_file')).setInputFiles(fileOf(language));
			await page.getByRole('button', { name: word(language, 'import_check') }).click();
			await expect(page.getByText(word(language, 'import_checked'))).toBeVisible();
			await expect(page.getByText('amountMinor').first()).toBeVisible();
			await page.getByRole('button', { name: word(language, 'import_now', { count: '2' }) }).click();
			await expect(page.getByText(word(language, 'import_done'), { exact: true })).toBeVisible();
		});

		await test.step('the overview names the broken terminal first, and leads to it', async () => {
			const navigation = page.getByRole('navigation', { name: word(language, 'nav_label') });
			await navigation.getByRole('link', { name: word(language, 'nav_overview') }).click();
			const worst = page.getByRole('region', { name: word(language, 'overview_worst_terminals') });
			const first = worst.getByRole('row').nth(1);
			await expect(first).toContainText(BROKEN_TERMINAL);
			await first.getByRole('link', { name: BROKEN_TERMINAL }).click();
			await expect(page.getByRole('heading', { level: 1 })).toContainText(BROKEN_TERMINAL);
			await expect(page.getByText('A0').first()).toBeVisible();
		});

		await test.step('back leads back, and whoever signs out is out', async () => {
			await page.goBack();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(word(language, 'nav_overview'));
			await page.getByRole('button', { name: word(language, 'sign_out') }).click();
			await expect(page).toHaveURL(/\/sign-in/);
			await page.goto('/');
			await expect(page).toHaveURL(/\/sign-in/);
		});
	});
}

test('the language button changes the page and is remembered', async ({ page }) => {
	await openPage(page, '/sign-in');
	await page.getByRole('button', { name: '中文' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('zh-CN', 'sign_in'));
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(word('zh-CN', 'sign_in'));
});
