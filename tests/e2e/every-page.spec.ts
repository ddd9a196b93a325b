// What must hold for each page: nobody is shut out by how it is built, it fits a phone, and it runs without complaint.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { PAGES } from '#tests/support/pages.ts';
import { LANGUAGES } from '#tests/support/words.ts';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const SCREENSHOTS = 'test-results/screens';

async function prefer(
	context: BrowserContext,
	baseURL: string | undefined,
	choices: Record<string, string>
): Promise<void> {
	await context.addCookies(Object.entries(choices).map(([name, value]) => ({ name, value, url: baseURL ?? '' })));
}

/** Open, with its data and charts drawn. */
async function open(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.waitForLoadState('networkidle');
	for (const chart of await page.locator('[data-chart-ready]').all()) {
		await expect(chart).toHaveAttribute('data-chart-ready', 'true');
	}
}

for (const [name, address] of Object.entries(PAGES)) {
	for (const theme of ['light', 'dark'] as const) {
		test(`${name} is accessible (${theme})`, async ({ page, context, baseURL }) => {
			await prefer(context, baseURL, { theme, lang: 'en' });
			await page.setViewportSize(DESKTOP);
			await open(page, address);
			await page.screenshot({ path: `${SCREENSHOTS}/${name}-${theme}.png`, fullPage: true });
			const { violations } = await new AxeBuilder({ page }).analyze();
			const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
			expect(told).toEqual([]);
		});
	}

	for (const language of LANGUAGES) {
		test(`${name} fits a phone and runs without complaint (${language})`, async ({ page, context, baseURL }) => {
			const complaints: string[] = [];
			page.on('pageerror', (error) => complaints.push(error.message));
			page.on('console', (message) => {
				// The answer of an unknown terminal is 404, and the browser says so by itself.
				const isExpected = name.endsWith('unknown') && message.text().includes('404');
				if (message.type() === 'error' && !isExpected) complaints.push(message.text());
			});
			await prefer(context, baseURL, { theme: 'light', lang: language });
			await page.setViewportSize(PHONE);
			await open(page, address);
			await page.screenshot({ path: `${SCREENSHOTS}/${name}-phone-${language}.png`, fullPage: true });
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width, 'the page can be scrolled sideways').toBeLessThanOrEqual(PHONE.width);
			await expect(page.locator('html')).toHaveAttribute('lang', language);
			expect(complaints).toEqual([]);
		});
	}
}

test('pages are whole without a script: the numbers are in what the server sends', async ({ request }) => {
	const html = await (await request.get('/')).text();
	expect(html).toMatch(/\d+(\.\d+)?%/);
	expect(html).toContain('T-BROKEN');
});
