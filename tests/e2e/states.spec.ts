// What a page looks like when it is not at its best: it waits, it failed, it found nothing, its numbers are old, something lies over it.
// Nobody is shut out of any of these, and nothing moves under the eyes of who is reading.
import { expect, test, type Page, type Route } from '@playwright/test';
import {
	axeInBothThemes,
	axeViolations,
	openPage,
	SHIFT_MAX,
	shiftOf,
	watchShifts
} from '#tests/support/page-checks.ts';
import { BROKEN_TERMINAL } from '#tests/support/recent-days.ts';
import { word } from '#tests/support/words.ts';

const ANSWERS = '**/api/v1/**';
const NAVIGATION = [
	'overview',
	'attention',
	'failures',
	'terminals',
	'merchants',
	'response_codes',
	'data_sources'
].map((name) => word('en', `nav_${name}`));
/** Longer than the interval of a live page and the pauses between its further tries. */
const UNTIL_ASKED_AGAIN_MS = 45_000;

/** What lies over the page. */
const LAYER = '[role="dialog"], [popover]:popover-open';
/** Each test visits several pages and asks axe about each. */
const TIMEOUT_MS = 150_000;

test.describe.configure({ timeout: TIMEOUT_MS });

const fail = async (route: Route) =>
	route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"status":500,"code":"internal"}' });

/** Without loading a document: what the server would have put into it is asked for by the browser. */
async function follow(page: Page, name: string): Promise<void> {
	await page
		.getByRole('navigation', { name: word('en', 'nav_label') })
		.getByRole('link', { name, exact: true })
		.click();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

test.describe('in both themes', () => {
	test.beforeEach(async ({ page, context, baseURL }) => {
		await context.addCookies(
			Object.entries({ theme: 'light', lang: 'en' }).map(([name, value]) => ({ name, value, url: baseURL ?? '' }))
		);
		await watchShifts(page);
		await page.setViewportSize({ width: 1440, height: 900 });
	});

	test('when answers fail, each page says so and offers to try again', async ({ page }) => {
		await openPage(page, '/data/import');
		await page.route(ANSWERS, fail);
		for (const name of NAVIGATION) {
			await follow(page, name);
			await expect(page.locator('[data-slot="error-state"]').first(), name).toBeVisible();
			expect.soft(await axeInBothThemes(page), name).toEqual([]);
		}
		// A page that is not live: nothing but the button brings it back.
		await follow(page, word('en', 'nav_response_codes'));
		const again = page.locator('main').getByRole('button', { name: word('en', 'error_retry') });
		const asked = page.waitForRequest('**/api/v1/response-codes/**');
		await again.first().click();
		await asked;
		await page.unroute(ANSWERS, fail);
		await expect(page.locator('tr[data-code]').first()).toBeVisible();
	});

	test('while answers are awaited, a page holds their place', async ({ page }) => {
		await openPage(page, '/data/import');
		let gate = Promise.withResolvers<undefined>();
		await page.route(ANSWERS, async (route) => {
			await gate.promise;
			await route.continue();
		});
		for (const name of NAVIGATION) {
			gate = Promise.withResolvers<undefined>();
			await follow(page, name);
			await expect(page.getByRole('status', { name: word('en', 'loading') }).first(), name).toBeVisible();
			expect.soft(await axeInBothThemes(page), name).toEqual([]);
			const before = await shiftOf(page);
			gate.resolve(undefined);
			await page.waitForLoadState('networkidle');
			const moved = (await shiftOf(page)) - before;
			expect.soft(moved, `${name}: what comes late moves the rest`).toBeLessThanOrEqual(SHIFT_MAX);
		}
	});

	test('where a filter matches nothing, that is what the page says', async ({ page }) => {
		for (const address of [
			'/?region=NOWHERE',
			'/failures/terminals?region=NOWHERE',
			'/failures/explorer?region=NOWHERE',
			'/merchants?q=there-is-no-such-merchant',
			'/response-codes?region=NOWHERE',
			'/data/rejects?batch=00000000-0000-0000-0000-000000000000'
		]) {
			await openPage(page, address);
			await expect(page.locator('main')).toContainText(/nothing|no /i);
			expect.soft(await axeInBothThemes(page), address).toEqual([]);
		}
	});

	test('numbers that grew old are said to be, and nothing moves for it', async ({ page }) => {
		await page.clock.install();
		for (const address of ['/', '/data/batches', `/terminals/${BROKEN_TERMINAL}`]) {
			await openPage(page, address);
			await page.mouse.wheel(0, 200);
			await page.route(ANSWERS, fail);
			const before = await shiftOf(page);
			const note = page.getByRole('status').filter({ hasText: word('en', 'stale_note') });
			await expect(async () => {
				await page.clock.fastForward(UNTIL_ASKED_AGAIN_MS);
				await expect(note).toBeVisible({ timeout: 500 });
			}).toPass();
			expect.soft((await shiftOf(page)) - before, address).toBeLessThanOrEqual(SHIFT_MAX);
			expect.soft(await axeInBothThemes(page), address).toEqual([]);
			await page.unroute(ANSWERS, fail);
		}
	});

	for (const address of [
		'/',
		'/terminals?columns=state,approval',
		'/failures/explorer',
		`/terminals/${BROKEN_TERMINAL}`
	]) {
		test(`what opens over ${address} is open to all, and gives the focus back`, async ({ page }) => {
			await openPage(page, address);
			const openers = page.locator('button[aria-haspopup="dialog"]:visible, button[popovertarget]:visible');
			const seen = new Set<string>();
			for (const opener of await openers.all()) {
				const kind = ((await opener.getAttribute('aria-label')) ?? (await opener.innerText())).replace(
					/[\d.,%–]+/g,
					'#'
				);
				if (seen.has(kind)) continue;
				seen.add(kind);
				await opener.focus();
				await page.keyboard.press('Enter');
				const layer = page.locator(LAYER);
				await expect(layer, `${address} ${kind}`).toBeVisible();
				expect.soft(await axeInBothThemes(page, LAYER), `${address} ${kind}`).toEqual([]);
				await page.keyboard.press('Escape');
				await expect(layer).toBeHidden();
				await expect.soft(opener, `${address} ${kind}`).toBeFocused();
			}
			expect(seen.size, address).toBeGreaterThan(2);
		});
	}

	test('dialogs, the palette and the sheet of keys hold the focus and give it back; a toast is read', async ({
		page
	}) => {
		await openPage(page, `/terminals/${BROKEN_TERMINAL}`);
		const record = page.getByRole('button', { name: word('en', 'visit_record') }).first();
		const layer = page.getByRole('dialog');
		for (const show of [
			async () => page.keyboard.press('Enter'),
			async () => page.keyboard.press('Control+k'),
			async () => page.keyboard.press('?')
		]) {
			await record.focus();
			await show();
			await expect(layer).toBeVisible();
			await expect(layer.locator(':focus')).toHaveCount(1);
			expect.soft(await axeInBothThemes(page)).toEqual([]);
			await page.keyboard.press('Escape');
			await expect(layer).toBeHidden();
			await expect(record).toBeFocused();
		}
		await openPage(page, '/');
		await page.route(ANSWERS, async (route) => (route.request().method() === 'GET' ? route.continue() : fail(route)));
		await page.getByRole('button', { name: word('en', 'news_seen') }).click();
		await expect(page.locator('[data-sonner-toast]')).toContainText(word('en', 'problem_unexpected'));
		expect.soft(await axeInBothThemes(page)).toEqual([]);
	});
});

test('where a question is refused for the length of its window, the page offers the window that is answered', async ({
	page,
	context,
	baseURL
}) => {
	await context.addCookies([{ name: 'lang', value: 'en', url: baseURL ?? '' }]);
	const refuse = async (route: Route) =>
		route.fulfill({
			status: 400,
			contentType: 'application/problem+json',
			body: '{"status":400,"code":"window.too_long","title":"Too long","detail":"","requestId":"1"}'
		});
	const shorten = page.getByRole('link', { name: word('en', 'window_shorten').replace('{days}', '31') });
	for (const name of ['overview', 'failures', 'response_codes'].map((each) => word('en', `nav_${each}`))) {
		await openPage(page, '/data/import');
		await page.route(ANSWERS, refuse);
		await follow(page, name);
		await expect(shorten.first(), name).toBeVisible();
		await page.unroute(ANSWERS, refuse);
		await shorten.first().click();
		await expect(page, name).toHaveURL(/from=.*to=/);
		await expect(page.locator('[data-slot="error-state"]'), name).toHaveCount(0);
	}
});

test('a live list keeps the order that is read until the newer one is asked for', async ({
	page,
	context,
	baseURL
}) => {
	await context.addCookies([{ name: 'lang', value: 'en', url: baseURL ?? '' }]);
	await page.clock.install();
	// Many have such declines; of the terminal's own failures only one has any.
	await openPage(page, '/?scope=business');
	const region = page.getByRole('region', { name: word('en', 'overview_worst_terminals') });
	const ids = async () => region.getByRole('rowheader').allInnerTexts();
	const read = await ids();
	expect(read.length).toBeGreaterThan(2);
	const turned = page.waitForResponse('**/api/v1/failures/terminals?**');
	await page.route('**/api/v1/failures/terminals?**', async (route) => {
		const response = await route.fetch();
		const answer = (await response.json()) as { items: object[] };
		await route.fulfill({ response, json: { ...answer, items: answer.items.toReversed() } });
	});
	await page.clock.fastForward(UNTIL_ASKED_AGAIN_MS);
	await turned;
	await expect(region.getByRole('status')).toContainText('changed meanwhile');
	expect(await ids()).toEqual(read);
	await region.getByRole('button', { name: word('en', 'rows_changed_show') }).click();
	await expect.poll(ids).toEqual(read.toReversed());
});

test('the page of building blocks is not there for those who run it', async ({ page }) => {
	const answer = await page.goto('/styleguide');
	expect(answer?.status()).toBe(404);
	await expect(page.getByText('404')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
});
