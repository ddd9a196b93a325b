// Before all others: a fleet with a day behind it, and a manager who is signed in.
import { expect, test as setup } from '@playwright/test';
import { API_BASE, INGEST_KEY, MANAGER, SESSION_FILE } from '#tests/support/e2e-world.ts';
import { openPage } from '#tests/support/page-checks.ts';
import { estateBefore } from '#tests/support/recent-estate.ts';
import {
	BROKEN_TERMINAL,
	merchants,
	RAISED_MERCHANT,
	terminals,
	transactionsBefore
} from '#tests/support/recent-days.ts';
import { word } from '#tests/support/words.ts';

/** Jobs begin once a minute. */
const JUDGED_WITHIN_MS = 150_000;

setup('a fleet sends its data', async ({ request }) => {
	const send = async (method: 'PUT' | 'POST', path: string, records: readonly object[]) => {
		const response = await request.fetch(`${API_BASE}${path}`, {
			method,
			headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/x-ndjson' },
			data: records.map((record) => JSON.stringify(record)).join('\n')
		});
		expect(await response.json()).toMatchObject({ received: records.length, accepted: records.length, rejected: 0 });
	};
	await send('PUT', '/merchants', merchants);
	await send('PUT', '/terminals', terminals);
	const now = new Date();
	for (const { method, path, records } of estateBefore(now)) await send(method, path, records);
	await send('POST', '/ingest/transactions', transactionsBefore(now));
});

setup('a manager signs in, and the server has judged what it was sent', async ({ page }) => {
	setup.setTimeout(2 * JUDGED_WITHIN_MS);
	await openPage(page, '/sign-in');
	await page.getByLabel(word('en', 'sign_in_email')).fill(MANAGER.email);
	await page.getByLabel(word('en', 'sign_in_password'), { exact: true }).fill(MANAGER.password);
	await page.getByRole('button', { name: word('en', 'sign_in'), exact: true }).click();
	await expect(page.getByRole('heading', { level: 1, name: word('en', 'nav_overview') })).toBeVisible();
	await page.context().storageState({ path: SESSION_FILE });
	// What jobs make of the data: the drift of a fee, and the terminal that is broken.
	for (const [list, found] of [
		['/fees/drift', RAISED_MERCHANT],
		['/attention', BROKEN_TERMINAL]
	] as const) {
		const answer = async () => (await page.request.get(API_BASE + list)).text();
		await expect.poll(answer, { timeout: JUDGED_WITHIN_MS }).toContain(`"${found}"`);
	}
});
