// From the list of all terminals to those that somebody looks for, side by side, and to one of them from all sides.
import { expect, test, type Page } from '@playwright/test';
import { openPage } from '#tests/support/page-checks.ts';
import { LANGUAGES, word, type Language } from '#tests/support/words.ts';

const rows = (page: Page) => page.locator('tr[data-terminal]');

async function idsInSight(page: Page, count: number): Promise<string[]> {
	const ids = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-terminal') ?? ''));
	return ids.slice(0, count);
}

/** What is in the search field is pasted as a person does it: into the field, from the clipboard. */
async function paste(page: Page, language: Language, text: string): Promise<void> {
	await page.evaluate(async (copied) => navigator.clipboard.writeText(copied), text);
	await page.getByPlaceholder(word(language, 'search_terminals')).click();
	await page.keyboard.press('Control+v');
}

for (const language of LANGUAGES) {
	test.describe(language, () => {
		test.beforeEach(async ({ context, baseURL }) => {
			await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);
			await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		});

		test('filters, order and columns are in the address; back and forward go through them', async ({ page }) => {
			await openPage(page, '/terminals');
			await page.getByRole('link', { name: word(language, 'column_attempts'), exact: true }).click();
			await expect(page).toHaveURL(/\?sort=-attempts$/);
			const vendor = page.getByRole('link', { name: word(language, 'column_model'), exact: true });
			await vendor.click();
			await expect(page).toHaveURL(/\?sort=model$/);
			await page.goBack();
			await expect(page).toHaveURL(/\?sort=-attempts$/);
			const sorted = page.getByRole('columnheader', { name: word(language, 'column_attempts'), exact: true });
			await expect(sorted).toHaveAttribute('aria-sort', 'descending');
			await page.goForward();
			await expect(page).toHaveURL(/\?sort=model$/);

			await page.getByRole('button', { name: word(language, 'columns_choose') }).click();
			await page.getByRole('checkbox', { name: word(language, 'column_main_cause') }).check();
			await expect(page).toHaveURL(/columns=[^&]*mainCause/);
			await page.reload({ waitUntil: 'networkidle' });
			await expect(page.getByRole('columnheader', { name: word(language, 'column_main_cause') })).toBeVisible();
		});

		test('a pasted column of numbers is a filter, and the list, its count and its file agree', async ({ page }) => {
			await openPage(page, '/terminals');
			const [first = '', second = ''] = await idsInSight(page, 2);
			await paste(page, language, `${first}\n${second}\nNO-SUCH-1`);
			await expect(page).toHaveURL(new RegExp(`terminal=${first}&terminal=${second}&terminal=NO-SUCH-1`));
			await expect(rows(page)).toHaveCount(2);
			const inSight = word(language, 'rows_in_sight', { first: '1', last: '2', total: '2' });
			await expect(page.getByTestId('rows-in-sight')).toHaveText(inSight);
			const file = await page.request.get(`/api/v1/terminals${new URL(page.url()).search}&format=ndjson`);
			expect((await file.text()).trim().split('\n')).toHaveLength(2);
		});

		test('all that match are selected at once, some of them compared', async ({ page }) => {
			test.slow();
			await openPage(page, '/terminals?sort=terminalId');
			const total = await page.getByRole('table').getAttribute('aria-rowcount');
			const [first = '', second = ''] = await idsInSight(page, 2);
			for (const id of [first, second])
				await page.getByRole('checkbox', { name: word(language, 'select_row', { name: id }) }).check();
			const bar = page.getByRole('region', { name: word(language, 'selection') });
			await expect(bar.getByRole('status')).toHaveText(word(language, 'selected_count', { count: '2' }));
			const count = (Number(total) - 1).toLocaleString('en');
			await bar.getByRole('button', { name: word(language, 'select_all_matching', { count }) }).click();
			await expect(bar.getByRole('status')).toHaveText(word(language, 'selected_count', { count }));
			await bar.getByRole('button', { name: word(language, 'copy_ids') }).click();
			await expect
				.poll(async () => (await page.evaluate(async () => navigator.clipboard.readText())).split('\n').length)
				.toBe(Number(total) - 1);

			// The toast stays for a while and must not stand in the way.
			await expect(page.locator('[data-sonner-toast]')).toBeVisible();
			await bar.getByRole('button', { name: word(language, 'selection_clear') }).click({ timeout: 2_000 });
			for (const id of [first, second])
				await page.getByRole('checkbox', { name: word(language, 'select_row', { name: id }) }).check();
			await bar.getByRole('link', { name: word(language, 'compare_action') }).click();
			await expect(page).toHaveURL(new RegExp(`/terminals/compare\\?terminal=${first}&terminal=${second}$`));
			for (const id of [first, second]) await expect(page.getByRole('columnheader', { name: id })).toBeVisible();
			// The server judges once a minute what it has just been sent.
			await expect(async () => {
				await page.reload();
				const rates = page.getByRole('row', { name: word(language, 'column_terminal_rate_7d') });
				await expect(rates).toContainText('%', { timeout: 3_000 });
			}).toPass();
		});

		test('one terminal: six checks, a timeline to read, what failed and what to do', async ({ page }) => {
			await openPage(page, '/terminals?sort=-terminal');
			const [worst = ''] = await idsInSight(page, 1);
			await rows(page).first().getByRole('link', { name: worst }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(worst);
			await expect(page.locator('[data-check]')).toHaveCount(6);

			const timeline = page.getByRole('region', { name: word(language, 'timeline_heading') });
			await timeline.scrollIntoViewIfNeeded();
			await timeline.locator('summary').first().click();
			await expect(timeline.getByRole('table')).toContainText(word(language, 'timeline_failed'));

			const transactions = page.locator('#transactions');
			const failed = transactions.locator('[data-transaction]').first();
			await expect(failed).toContainText(word(language, 'what_to_do'));
			await expect(failed.locator(`[lang="${language === 'en' ? 'zh-CN' : 'en'}"]`)).not.toBeEmpty();
			await transactions.getByRole('link', { name: word(language, 'show_approved') }).click();
			await expect(page).toHaveURL(/show=approved/);
			await page.goBack();
			await expect(page).not.toHaveURL(/show=approved/);
			await page.goBack();
			await expect(page).toHaveURL(/\/terminals\?sort=-terminal$/);
		});
	});
}

test('every row of the list can be scrolled to', async ({ page }) => {
	await openPage(page, '/terminals?sort=terminalId');
	const total = Number(await page.getByRole('table').getAttribute('aria-rowcount')) - 1;
	const seen = new Set<string>();
	const list = page.locator('[data-slot="table"]');
	let isAtEnd = false;
	while (!isAtEnd) {
		await expect(page.locator('tr[data-row]:not([data-terminal])')).toHaveCount(0);
		for (const id of await idsInSight(page, total)) seen.add(id);
		const before = await list.evaluate((element) => element.scrollTop);
		await list.evaluate((element) => element.scrollBy({ top: element.clientHeight / 2 }));
		isAtEnd = (await list.evaluate((element) => element.scrollTop)) === before;
	}
	expect(seen.size).toBe(total);
});
