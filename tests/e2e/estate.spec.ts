// What goes wrong silently: a fee that was raised, a certificate that ends, a key that is missing, an update that has to stop.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openPage } from '#tests/support/page-checks.ts';
import { RAISED_MERCHANT } from '#tests/support/recent-days.ts';
import { word } from '#tests/support/words.ts';

const language = 'en';
/** Fees are compared by a job, once a minute. */
const COMPARED_WITHIN_MS = 80_000;

test.beforeEach(async ({ context, baseURL }) => {
	await context.addCookies([{ name: 'lang', value: language, url: baseURL ?? '' }]);
});

test('a raised fee is found, explained sale by sale, and claimed back', async ({ page }) => {
	test.setTimeout(150_000);
	const row = page.locator('tr[data-terminal="T-08"]');
	const drift = row.locator('td').getByRole('link', { name: word(language, 'fees_kind_silent_raise') });
	await expect(async () => {
		await openPage(page, '/fees');
		await expect(drift).toBeVisible({ timeout: 3_000 });
	}).toPass({ timeout: COMPARED_WITHIN_MS });
	await expect(row).toContainText(word(language, 'fees_not_approved'));

	await test.step('its sales are recomputed: 88.00 at the agreed 0.60 % is 0.53, and 0.75 was charged', async () => {
		await drift.click();
		await expect(page).toHaveURL(/\/fees\/drift\/T-08\/debit\/silent_raise\?/);
		await expect(page.getByRole('main')).toContainText(word(language, 'fees_not_approved'));
		await expect(page.getByRole('main')).toContainText(word(language, 'fees_drift_steps_none'));
		const sale = page
			.getByRole('group', { name: word(language, 'fees_sales_title') })
			.getByRole('row')
			.nth(1);
		await expect(sale).toContainText('¥88.00 × 0.60%');
		await expect(sale).toContainText('¥0.53');
		await expect(sale).toContainText('¥0.75');
		await page.getByRole('link', { name: /^first sale / }).click();
		await expect(page).toHaveURL(/\/terminals\/T-08\?.*from=/);
		await page.goBack();
		await page.goBack();
	});

	await test.step('the claim has a state and an owner, and is found by them', async () => {
		await row.getByRole('button').last().click();
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('radio', { name: word(language, 'fees_status_disputed') }).check();
		await dialog.getByLabel(word(language, 'fees_claim_owner')).fill('finance');
		await dialog.getByRole('button', { name: word(language, 'form_save') }).click();
		await expect(dialog).toBeHidden();
		await page.getByRole('link', { name: word(language, 'fees_status_disputed'), exact: true }).click();
		await expect(page).toHaveURL(/status=disputed/);
		await expect(row).toContainText('finance');
		await expect(page.locator('tr[data-terminal]')).toHaveCount(1);
	});

	await test.step('its page tells what was done, and a change that was approved for another day is not silent', async () => {
		await drift.click();
		await expect(page.getByRole('main')).toContainText('finance');
		await page.getByRole('button', { name: word(language, 'fees_drift_approve') }).click();
		const dialog = page.getByRole('dialog');
		await expect(dialog.getByLabel(word(language, 'fees_what_if_rate'))).toHaveValue('0.85');
		await dialog.getByLabel(word(language, 'fees_drift_approved_by')).fill('Head of finance');
		await dialog.getByLabel(word(language, 'fees_drift_document')).fill('letter.pdf');
		await dialog.getByLabel(word(language, 'fees_drift_from')).fill('2099-01-01');
		await dialog.getByRole('button', { name: word(language, 'form_save') }).click();
		await expect(dialog).toBeHidden();
		await expect(page.getByRole('main')).toContainText('Head of finance');
		await expect(page.getByRole('main')).not.toContainText(word(language, 'fees_not_approved'));
	});
});

test('what another rate would have cost is worked out from the address, and what cannot be read is said', async ({
	page
}) => {
	await openPage(page, '/fees/what-if');
	await page.getByLabel(word(language, 'fees_what_if_merchant')).fill(RAISED_MERCHANT);
	await page.getByLabel(word(language, 'fees_what_if_rate')).fill('high');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText(word(language, 'fees_what_if_wrong_rate'));
	await page.getByLabel(word(language, 'fees_what_if_rate')).fill('0.5');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/rate=0\.5/);
	await expect(page.locator('tr[data-terms="proposed"]')).toContainText('0.50%');
	await page.reload();
	await expect(page.getByLabel(word(language, 'fees_what_if_merchant'))).toHaveValue(RAISED_MERCHANT);
	await expect(page.locator('tr[data-terms="proposed"]')).toContainText('0.50%');
});

test('an expired certificate leads to its terminal, a missing key is named', async ({ page }) => {
	await openPage(page, '/certificates');
	await page.getByRole('link', { name: `${word(language, 'certificate_state_expired')} 1`, exact: true }).click();
	await expect(page).toHaveURL(/condition=expired/);
	await page.getByRole('link', { name: 'CN=T-07' }).click();
	await expect(page.getByRole('link', { name: 'T-07', exact: true })).toBeVisible();

	await openPage(page, '/certificates/keys');
	await page.getByRole('link', { name: `${word(language, 'terminal_keys_state_missing')} 1`, exact: true }).click();
	await expect(page).toHaveURL(/held=missing/);
	const missing = page.locator('tr[data-state="missing"]');
	await expect(missing).toHaveCount(1);
	await expect(missing).toContainText('T-10');
	await expect(missing).toContainText('TAK');
});

test('a certificate is uploaded for a terminal and read from its own bytes', async ({ page }) => {
	const blocks = readFileSync('tests/support/certificates/openssl-bundle.pem', 'utf8').match(
		/-----BEGIN[^]+?-----END.*/g
	);
	const lasting = blocks?.find((block) => new X509Certificate(block).subject === 'CN=Year 9999') ?? '';
	await openPage(page, '/data/import?kind=certificate');
	await page
		.getByLabel(word(language, 'import_file'))
		.setInputFiles({ name: 'lasting.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(lasting) });
	await page.getByLabel(word(language, 'import_certificate_owner_code')).fill('T-02');
	await page.getByRole('button', { name: word(language, 'import_check'), exact: true }).click();
	await page.getByRole('button', { name: word(language, 'import_now', { count: '1' }) }).click();
	await expect(page.locator('[data-import="imported"]')).toBeVisible();

	await openPage(page, '/certificates?terminal=T-02');
	const row = page.getByRole('row').filter({ hasText: 'CN=Year 9999' });
	await expect(row).toContainText('9999');
	await expect(row).toContainText(word(language, 'certificate_state_valid'));
});

test('an approval is unverified until somebody vouches for its dates, and again once that is taken back', async ({
	page
}) => {
	await openPage(page, '/certificates');
	const beside = page.getByRole('table').filter({ has: page.locator('tr[data-number="4-30123"]') });
	await expect(beside).toContainText('PTS');
	await openPage(page, '/certificates/expiries?verified=false');
	const paper = page.locator('tr[data-number="4-30123"]');
	await expect(paper).toContainText(word(language, 'expiry_unverified'));
	await paper.getByRole('button').click();
	const dialog = page.getByRole('dialog');
	await dialog.getByLabel(word(language, 'expiry_verify_note')).fill('listing of today');
	await dialog.getByRole('button', { name: word(language, 'form_save') }).click();
	await expect(dialog).toBeHidden();
	await expect(paper).toBeHidden();
	await openPage(page, '/certificates/expiries?verified=true');
	await expect(paper).toContainText(/Verified/);
	await paper.getByRole('button').click();
	await expect(paper).toBeHidden();
});

test('an unsafe version leads to its terminal; a campaign is marked as paused with a reason, and as going on', async ({
	page
}) => {
	await openPage(page, '/firmware');
	await page
		.getByRole('article')
		.filter({ hasText: word(language, 'firmware_verdict_withdrawn') })
		.getByRole('link')
		.click();
	await expect(page).toHaveURL(/\/firmware\/terminals\?finding=withdrawn/);
	await expect(page.getByRole('link', { name: 'T-03', exact: true })).toBeVisible();

	await openPage(page, '/firmware/campaigns/C1');
	await expect(page.getByRole('row').filter({ hasText: 'T-06' })).toContainText('battery below 20 %');
	const dialog = page.getByRole('dialog');
	for (const [choice, done] of [
		['campaign_pause', 'campaign_decision_paused'],
		['campaign_resume', 'campaign_decision_resumed']
	] as const) {
		await page.getByRole('button', { name: word(language, choice) }).click();
		await dialog.getByLabel(word(language, 'campaign_decision_reason')).fill('batteries are charged first');
		await dialog.getByRole('button', { name: word(language, 'form_save') }).click();
		await expect(dialog).toBeHidden();
		await expect(page.getByRole('main')).toContainText(word(language, done));
	}
});
