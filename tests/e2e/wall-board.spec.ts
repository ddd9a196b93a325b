// The overview on a screen that nobody touches: it turns its panels, and it says so when it cannot be believed.
import { expect, test } from '@playwright/test';
import { openPage } from '#tests/support/page-checks.ts';
import { word } from '#tests/support/words.ts';

const PANEL_MS = 20_000;
const PANELS = 5;
const ROUNDS_MAX = 3;
const UNTIL_ASKED_AGAIN_MS = 45_000;

test.beforeEach(async ({ page, context, baseURL }) => {
	await context.addCookies([{ name: 'lang', value: 'en', url: baseURL ?? '' }]);
	await page.clock.install();
});

test('its panels take turns, and nothing on it can be pressed', async ({ page }) => {
	await page.setViewportSize({ width: 1920, height: 1080 });
	await openPage(page, '/?wall=1');
	const title = page.getByRole('heading', { level: 1 });
	const titles = new Set<string>();
	// On a busy machine a panel may turn by itself meanwhile: then it is met in the next round.
	for (let turn = 0; turn < ROUNDS_MAX * PANELS && titles.size < PANELS; turn++) {
		titles.add(await title.innerText());
		await expect(page.locator('[data-slot="wall-panel"]')).not.toContainText(word('en', 'loading'));
		await page.screenshot({ path: `test-results/screens/wall-${turn}-1920.png` });
		const fits = await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
		expect.soft(fits, await title.innerText()).toBe(true);
		await page.keyboard.press('Tab');
		await expect(page.locator('main :focus')).toHaveCount(0);
		await page.clock.fastForward(PANEL_MS);
		await expect(title).not.toHaveText([...titles].at(-1) ?? '');
	}
	expect(titles.size).toBe(PANELS);
});

test('what it cannot believe it says, aloud and in large letters, until it is over', async ({ page }) => {
	await openPage(page, '/?wall=1');
	await page.route('**/api/v1/**', async (route) => route.fulfill({ status: 500, body: '' }));
	const seen = page.locator('[data-slot="wall-warning"]');
	await expect(async () => {
		await page.clock.fastForward(UNTIL_ASKED_AGAIN_MS);
		await expect(seen).toContainText('does not answer', { timeout: 500 });
	}).toPass();
	await expect(page.getByRole('alert')).toContainText('does not answer');
	expect(await seen.evaluate((node) => node.getBoundingClientRect().height)).toBeGreaterThan(40);
	await page.unroute('**/api/v1/**');
	await expect(async () => {
		await page.clock.fastForward(UNTIL_ASKED_AGAIN_MS);
		await expect(page.getByText('does not answer')).toHaveCount(0, { timeout: 500 });
	}).toPass();
});
