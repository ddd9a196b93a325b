// Senders bound to one acquirer: what they say of a certificate changes nothing of what another acquirer sees, and tells them nothing of it.
import { describe, expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aCertificate, aTerminal } from '#tests/support/builders.ts';

const SHARED = 'ab'.repeat(32);

type Answer = { accepted: number; duplicates: number; rejected: number; errors: { code: string; message: string }[] };

async function twoAcquirers(app: TestApp) {
	const terminals = ['A', 'B'].map((letter) =>
		aTerminal({ terminalId: `T-${letter}`, serial: letter, acquirerId: `ACQ-${letter}`, merchantId: `M-${letter}` })
	);
	await app.send('PUT', `${API}/terminals`, terminals);
	return { ofA: await app.as({ acquirer: 'ACQ-A' }), ofB: await app.as({ acquirer: 'ACQ-B' }) };
}

const send = async (app: TestApp, letter: string, fields: object = {}) => {
	const owner = { terminalId: `T-${letter}`, acquirerId: `ACQ-${letter}`, vendor: null };
	const record = aCertificate({ ...owner, fingerprintSha256: SHARED, ...fields });
	return (await (await app.send('PUT', `${API}/certificates`, [record])).json()) as Answer;
};
const subject = async (app: TestApp) =>
	((await (await app.get(`${API}/certificates/${SHARED}`)).json()) as { subject: string }).subject;

describe('a certificate that two acquirers have', () => {
	test('keeps the fields of whoever sent them first, until the fleet itself says otherwise', async ({ app }) => {
		const { ofA, ofB } = await twoAcquirers(app);
		expect(await send(ofA, 'A', { subject: 'CN=first' })).toMatchObject({ accepted: 1, rejected: 0 });
		expect(await send(ofA, 'A', { subject: 'CN=corrected' }), 'its own, while it is alone').toMatchObject({
			accepted: 1,
			rejected: 0
		});
		expect(await subject(ofA)).toBe('CN=corrected');
		expect(await send(ofA, 'A', { subject: 'CN=corrected' }), 'the same again').toMatchObject({ duplicates: 1 });

		expect(await send(ofB, 'B', { subject: 'CN=by another' }), 'answered as if it were new').toMatchObject({
			accepted: 1,
			duplicates: 0,
			rejected: 0
		});
		expect(await subject(ofA)).toBe('CN=corrected');
		expect(await send(app, 'A', { subject: 'CN=by the fleet' })).toMatchObject({ accepted: 1 });
		expect(await subject(ofA)).toBe('CN=by the fleet');
	});

	test('shows each only its own holder', async ({ app }) => {
		const { ofA, ofB } = await twoAcquirers(app);
		await send(ofA, 'A');
		await send(ofB, 'B');
		for (const [asker, holder] of [
			[ofA, 'T-A'],
			[ofB, 'T-B']
		] as const) {
			const detail = await (await asker.get(`${API}/certificates/${SHARED}`)).json();
			expect(detail).toMatchObject({ holdersTotal: 1, holders: [{ owner: holder }], findings: [], terminals: 1 });
		}
	});
});

test('nobody registers a certificate for a terminal of another acquirer, nor learns that it exists', async ({
	app
}) => {
	const { ofA, ofB } = await twoAcquirers(app);
	const foreign = await send(ofB, 'B', { terminalId: 'T-A', fingerprintSha256: 'cd'.repeat(32) });
	const nobodys = await send(ofB, 'B', { terminalId: 'T-X', fingerprintSha256: 'cd'.repeat(32) });
	expect(foreign).toMatchObject({ accepted: 0, rejected: 1, errors: [{ code: 'terminalId.unknown' }] });
	expect(foreign.errors[0]?.message).toBe(nobodys.errors[0]?.message);
	expect((await ofA.get(`${API}/certificates/${'cd'.repeat(32)}`)).status).toBe(404);
});
