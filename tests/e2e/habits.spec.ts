// What somebody does every morning, without a mouse.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { openPage } from '#tests/support/page-checks.ts';

/** A page has fewer stops than this. */
const TABS_MAX = 120;

test.beforeEach(async ({ context, baseURL }) => {
	await context.addCookies([{ name: 'lang', value: 'en', url: baseURL ?? '' }]);
});

test('the palette finds a terminal and opens it, by keys alone', async ({ page }) => {
	await openPage(page, '/terminals');
	const terminal = (await page.locator('tr[data-terminal]').first().getAttribute('data-terminal')) ?? '';
	await openPage(page, '/');
	await page.keyboard.press('Control+k');
	// It is loaded when it is first asked for.
	await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
	await page.keyboard.type(terminal);
	await expect(page.getByRole('option', { name: terminal }).first()).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(new RegExp(`/terminals/${terminal}$`));
});

test('every key is told by ?, and none works while one types', async ({ page }) => {
	await openPage(page, '/terminals');
	await page.keyboard.press('?');
	const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	await expect(sheet).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(sheet).toBeHidden();
	await page.keyboard.press('/');
	await page.keyboard.type('?go');
	await expect(page.getByRole('searchbox').first()).toHaveValue('?go');
	await expect(sheet).toBeHidden();
});

test('times follow the chosen zone, and the server writes the next page in it', async ({ page, context }) => {
	await openPage(page, '/');
	await page.getByRole('button', { name: /^Times:/ }).click();
	await page.getByRole('radio', { name: 'UTC' }).check();
	await expect(page.getByRole('button', { name: /^Times: UTC/ })).toBeVisible();
	const html = await (await context.request.get('/')).text();
	expect(html).toContain('Times: UTC');
});

test('what a page shows is saved under a name, opened again, and deleted', async ({ page }) => {
	await openPage(page, '/terminals?state=abnormal');
	await page.getByRole('button', { name: 'Views', exact: true }).click();
	await page.getByRole('textbox', { name: 'Name of the view' }).fill('Every morning');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('link', { name: 'Every morning' })).toBeVisible();
	await openPage(page, '/terminals');
	await page.getByRole('button', { name: 'Views', exact: true }).click();
	await page.getByRole('link', { name: 'Every morning' }).click();
	await expect(page).toHaveURL(/\/terminals\?state=abnormal$/);
	await page.getByRole('button', { name: 'Views: Every morning' }).click();
	await page.getByRole('button', { name: 'Delete Every morning' }).click();
	await expect(page.getByRole('link', { name: 'Every morning' })).toBeHidden();
});

test('the morning routine needs no mouse: overview, failures, the worst terminal, and back', async ({ page }) => {
	await openPage(page, '/');
	await page.keyboard.press('g');
	await page.keyboard.press('t');
	await expect(page).toHaveURL(/\/terminals$/);
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	const first = page.locator('tr[data-terminal]').first();
	await expect(first.locator('a').first()).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText((await page.title()).split(' ')[0] ?? '');
	await page.goBack();
	await page.keyboard.press('g');
	await page.keyboard.press('o');
	await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

/** As somebody without a mouse gets there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < TABS_MAX; presses++) {
		await page.keyboard.press('Tab');
		if (await target.evaluate((node) => node === document.activeElement)) return;
	}
	await expect(target, `not reached in ${TABS_MAX} presses of Tab`).toBeFocused();
}

test('a list is filtered by keys alone: words, a menu, and back', async ({ page }) => {
	await openPage(page, '/terminals');
	await page.keyboard.press('/');
	await page.keyboard.type('T-');
	await expect(page).toHaveURL(/[?&]q=T-/);
	await tabTo(page, page.getByRole('button', { name: 'State', exact: true }));
	await page.keyboard.press('Enter');
	const menu = page.getByRole('dialog', { name: 'State' });
	await expect(menu.getByRole('checkbox').first()).toBeFocused();
	await page.keyboard.press('Space');
	await expect(page).toHaveURL(/[?&]state=/);
	await page.keyboard.press('Escape');
	await expect(menu).toBeHidden();
	await expect(page.getByRole('button', { name: 'State 1' })).toBeFocused();
	await page.goBack();
	await expect(page).not.toHaveURL(/[?&]state=/);
});

test('a window is chosen by keys alone: days of the calendar, then a stretch of the chart', async ({ page }) => {
	await openPage(page, '/');
	await tabTo(page, page.getByRole('button', { name: 'Custom' }));
	await page.keyboard.press('Enter');
	const calendar = page.getByRole('dialog', { name: 'Custom' });
	await tabTo(page, calendar.locator('[data-bits-day][tabindex="0"]'));
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Enter');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	await tabTo(page, calendar.getByRole('button', { name: 'Apply' }));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/[?&]from=.+&to=/);
	const chosen = page.url();
	await expect(calendar).toBeHidden();

	const chart = page.getByRole('application').first();
	await expect(page.locator('[data-chart-ready="true"]').first()).toBeVisible();
	await tabTo(page, chart);
	for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
	await expect(page).not.toHaveURL(chosen);
	await page.goBack();
	await expect(page).toHaveURL(chosen);
});
