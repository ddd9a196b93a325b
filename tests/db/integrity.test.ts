// The doctor finds what does not agree, and a rebuild mends it: from the facts alone, in any zone.
import { expect } from 'vitest';
import { checkIntegrity } from '#api/features/ingest/integrity.usecases.ts';
import { rebuildRollUps } from '#api/features/ingest/storing/integrity.repo.ts';
import { API, test } from '#tests/support/app.ts';
import { aBankFailure, aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { recount, ROLLUPS, storedRollUp } from './recount.ts';

const wrong = async (deps: Parameters<typeof checkIntegrity>[0]) =>
	(await checkIntegrity(deps)).filter((finding) => !finding.isOk).map((finding) => finding.text);

test('a sound fleet has nothing wrong; a damaged roll-up is named, and rebuilt from the facts', async ({ app }) => {
	await app.send('POST', `${API}/ingest/transactions`, [
		aTransaction(),
		aTransaction({ occurredAt: '2026-03-02T23:40:00+08:00', type: 'refund' }),
		aTransaction({ occurredAt: '2026-03-03T02:00:00+08:00', type: 'reversal', currency: 'USD' }),
		aBankFailure({ terminalId: 'T2' }),
		aTerminalFailure({ occurredAt: '2026-03-03T00:10:00+08:00', latencyMs: null, feeMinor: null })
	]);
	await app.deps.jobs.runOnce('make partitions ahead');
	await app.deps.jobs.runOnce('fold closed days');
	expect(await wrong(app.deps)).toEqual([]);

	await app.deps.sql`update fleet_minute set total = total + 1`;
	await app.deps.sql`delete from terminal_day`;
	expect(await wrong(app.deps)).toEqual([
		expect.stringContaining('fleet_minute counts'),
		expect.stringContaining('terminal_day counts 0 of 5')
	]);

	const { sql } = app.deps;
	for (const timeZone of ['Asia/Kolkata', 'America/St_Johns', 'Asia/Shanghai']) {
		await rebuildRollUps(sql, timeZone);
		const counted = await recount(sql, timeZone);
		for (const table of ROLLUPS) expect(await storedRollUp(sql, table)).toEqual(counted[table]);
	}
	await app.deps.jobs.runOnce('fold closed days');
	expect(await wrong(app.deps)).toEqual([]);
});

test('an id that stands for two payments on days far apart is found', async ({ app }) => {
	await app.send('POST', `${API}/ingest/transactions`, [
		aTransaction({ id: 'again', occurredAt: '2026-01-05T10:00:00+08:00' }),
		aTransaction({ id: 'not again', occurredAt: '2026-02-25T10:00:00+08:00' })
	]);
	await app.deps.jobs.runOnce('fold closed days');
	// What only a batch of many days and rows can bring about, since ingest finds it in any smaller one.
	await app.deps.sql`update txn set txn_code = 'again' where txn_code = 'not again'`;
	expect(await wrong(app.deps)).toEqual([expect.stringMatching(/several transactions.*ACQ1 again \(2 times\)$/)]);
});
