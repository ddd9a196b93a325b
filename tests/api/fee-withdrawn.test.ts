// A line of an agreement that was sent by mistake is taken back: it never held, and the ledger says so.
import { expect } from 'vitest';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { fixedClock } from '#api/platform/clock.ts';
import { API, type TestApp } from '#tests/support/app.ts';
import { aFeeAgreement } from '#tests/support/builders.ts';
import { NOW, planted, test } from '#tests/support/drifting-fleet.ts';

const MISTAKE = aFeeAgreement({
	agreementId: 'FEE-MISTAKE',
	merchantId: 'M-CLEAN',
	ratePpm: 5000,
	validFrom: '2026-03-05',
	document: 'wrong.pdf'
});

type Drifts = { items: { terminalId: string; kind: string; isSilent: boolean | null }[] };

const ask = async <Answer>(app: TestApp, path: string) => (await (await app.get(`${API}${path}`)).json()) as Answer;

test('sales are compared as if it had not been, and sending the same again changes nothing', async ({
	app,
	database
}) => {
	const send = async (record: object) => {
		const answer = await app.send('PUT', `${API}/fee-agreements`, [record]);
		await compareDueFees({ sql: database.sql, clock: fixedClock(NOW), timeZone: 'Asia/Shanghai' });
		return (await answer.json()) as { accepted: number; duplicates: number; rejected: number };
	};
	const drifts = async () => (await ask<Drifts>(app, '/fees/drift?merchant=M-CLEAN')).items;

	expect(await drifts()).toEqual([]);
	expect(await send(MISTAKE)).toMatchObject({ accepted: 1 });
	expect(await drifts()).not.toEqual([]);

	expect(await send({ ...MISTAKE, withdrawn: true })).toMatchObject({ accepted: 1 });
	expect(await drifts()).toEqual([]);
	expect(await send({ ...MISTAKE, withdrawn: true })).toMatchObject({ accepted: 0, duplicates: 1 });
	const ledger = await ask(app, '/fees/changes?merchant=M-CLEAN&product=credit');
	expect(ledger).toMatchObject({
		items: [
			{ agreementId: 'FEE-MISTAKE', isWithdrawn: true, previousPpm: 5000 },
			{ agreementId: 'FEE-MISTAKE', isWithdrawn: false, previousPpm: 6000 },
			{ isWithdrawn: false, previousPpm: null }
		]
	});

	expect(await send(MISTAKE)).toMatchObject({ accepted: 1 });
	expect(await drifts()).not.toEqual([]);
	await send({ ...MISTAKE, withdrawn: true });
	expect(await send({ ...MISTAKE, withdrawn: 'perhaps' })).toMatchObject({ accepted: 0, rejected: 1 });
});

test('a rate that was approved by a line which was taken back is silent again', async ({ app }) => {
	const silent = async () => {
		const { items } = await ask<Drifts>(app, '/fees/drift?merchant=M-RAISED&kind=silent_raise');
		return items.map(({ isSilent }) => isSilent);
	};
	expect(planted('RAISED')).toBeGreaterThan(0);
	expect(await silent()).toEqual([true]);
	const { effectivePpm } = (await ask<{ items: { effectivePpm: number }[] }>(app, '/fees/drift?merchant=M-RAISED'))
		.items[0]!;
	const approval = aFeeAgreement({
		agreementId: 'FEE-NEXT',
		merchantId: 'M-RAISED',
		ratePpm: effectivePpm,
		validFrom: '2026-05-01'
	});
	await app.send('PUT', `${API}/fee-agreements`, [approval]);
	expect(await silent()).toEqual([false]);
	await app.send('PUT', `${API}/fee-agreements`, [{ ...approval, withdrawn: true }]);
	expect(await silent()).toEqual([true]);
});
