// What must hold for each page, in both languages and both themes, on a desk and on a phone: nobody is shut out by how it is built, nothing
// jumps, it fits, and it runs without complaint. The screenshots it leaves are there to be looked at.
import { expect, test, type Page } from '@playwright/test';
import {
	axeViolations,
	movedOn,
	openPage,
	SHIFT_MAX,
	shiftOf,
	spilled,
	watchShifts
} from '#tests/support/page-checks.ts';
import { PAGES } from '#tests/support/pages.ts';
import { LANGUAGES } from '#tests/support/words.ts';

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
/** A page that shows nothing differs in little from the others that do: it is seen in each language and each theme, not in each pairing. */
const SHOWS_NOTHING = /-(empty|none|unknown|not-found)$/;
const SCREENSHOTS = 'test-results/screens';

type Theme = 'light' | 'dark';

/** Open, with its data and charts drawn. */
async function open(page: Page, address: string): Promise<void> {
	await openPage(page, address);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await scrollThrough(page);
	await drawn(page);
}

async function drawn(page: Page): Promise<void> {
	for (const chart of await page.locator('[data-chart-ready]').all()) {
		await expect(chart).toHaveAttribute('data-chart-ready', 'true');
	}
}

/** What lies further down is made when one comes near it, and must not push anything about then. */
async function scrollThrough(page: Page): Promise<void> {
	await page.evaluate(async () => {
		for (let top = 0; top < document.body.scrollHeight; top += window.innerHeight / 2) {
			window.scrollTo(0, top);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	});
	await page.waitForLoadState('networkidle');
	await page.evaluate(() => window.scrollTo(0, 0));
}

/** What a system turns to at dusk: the page follows, and its charts are drawn anew. */
async function turnTo(page: Page, theme: Theme): Promise<void> {
	await page.emulateMedia({ colorScheme: theme });
	await drawn(page);
}

const otherThan = (theme: Theme): Theme => (theme === 'light' ? 'dark' : 'light');

/** Each language begins in another theme, so that both themes are loaded and both are turned to. */
const FIRST_THEME: Readonly<Record<(typeof LANGUAGES)[number], Theme>> = { 'zh-CN': 'light', en: 'dark' };

/** Axe takes as long as all the rest; what it finds depends on words, colours or layout, hardly on their pairing. */
const EXAMINED_SIZE: Readonly<Record<(typeof LANGUAGES)[number], keyof typeof SIZES>> = {
	'zh-CN': 'desk',
	en: 'phone'
};

for (const [name, address] of Object.entries(PAGES)) {
	for (const language of LANGUAGES) {
		test(`${name} is whole (${language})`, async ({ page, context, baseURL }) => {
			const complaints: string[] = [];
			page.on('pageerror', (error) => complaints.push(error.message));
			page.on('console', (message) => {
				// The answer of an unknown terminal is 404, and the browser says so by itself.
				const isExpected = name.endsWith('unknown') && message.text().includes('404');
				if (message.type() === 'error' && !isExpected) complaints.push(message.text());
			});
			const theme = FIRST_THEME[language];
			await context.addCookies(
				Object.entries({ theme: 'system', lang: language }).map(([key, value]) => ({
					name: key,
					value,
					url: baseURL ?? ''
				}))
			);
			await watchShifts(page);
			for (const [size, viewport] of Object.entries(SIZES)) {
				const picture = (of: Theme) => ({
					path: `${SCREENSHOTS}/${name}-${size}-${language}-${of}.png`,
					fullPage: true
				});
				await page.setViewportSize(viewport);
				await page.emulateMedia({ colorScheme: theme });
				await open(page, address);
				await page.screenshot(picture(theme));
				const found = await page.evaluate(() => ({
					width: document.documentElement.scrollWidth,
					language: document.documentElement.lang
				}));
				expect.soft(found.width, `on a ${size} the page can be scrolled sideways`).toBeLessThanOrEqual(viewport.width);
				expect.soft(await spilled(page), `on a ${size} written beyond its cell`).toEqual([]);
				expect.soft(found.language).toBe(language);
				expect
					.soft(await shiftOf(page), `on a ${size} this moves while the page loads:\n${await movedOn(page)}`)
					.toBeLessThanOrEqual(SHIFT_MAX);
				if (size === EXAMINED_SIZE[language]) {
					expect.soft(await axeViolations(page), `axe on a ${size}`).toEqual([]);
				}
				if (SHOWS_NOTHING.test(name)) continue;
				await turnTo(page, otherThan(theme));
				await page.screenshot(picture(otherThan(theme)));
			}
			expect.soft(complaints).toEqual([]);
		});
	}
}

test('pages are whole without a script: the numbers are in what the server sends', async ({ request }) => {
	const html = await (await request.get('/')).text();
	expect(html).toMatch(/\d+(\.\d+)?%/);
	expect(html).toContain('T-BROKEN');
});
