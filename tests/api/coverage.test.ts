// Expected against seen, both ways.
import { describe, expect } from 'vitest';
import type { CoverageFinding } from '#lib/domain/coverage.ts';
import { refreshTerminalStates } from '#api/features/terminals/terminal-state.repo.ts';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aHeartbeat, aMerchant, aTerminal, aTransaction } from '#tests/support/builders.ts';
import { readCsv } from '#tests/support/read-back.ts';

const LATER = new Date('2026-03-02T08:00:00Z');

async function fill(app: TestApp): Promise<void> {
	await app.send(
		'PUT',
		`${API}/merchants`,
		['M-paid', 'M-silent'].map((merchantId) => aMerchant({ merchantId }))
	);
	const terminal = (terminalId: string, more: object = {}) =>
		aTerminal({ terminalId, serial: terminalId, merchantId: 'M-paid', ...more });
	await app.send('PUT', `${API}/terminals`, [
		terminal('both'),
		terminal('beats'),
		terminal('pays'),
		terminal('nothing', { merchantId: 'M-silent' }),
		terminal('spare', { status: 'spare' })
	]);
	await app.send('POST', `${API}/ingest/transactions`, [
		...['both', 'pays'].map((terminalId) => aTransaction({ terminalId, merchantId: 'M-paid' })),
		aTransaction({ terminalId: 'stranger', merchantId: 'M-stranger' })
	]);
	await app.send(
		'POST',
		`${API}/ingest/heartbeats`,
		['both', 'beats'].map((terminalId) => aHeartbeat({ terminalId }))
	);
	await refreshTerminalStates(app.deps.db, LATER, 'Asia/Shanghai');
}

describe('coverage', () => {
	test('counts what is silent and what nobody registered, with the list behind each figure', async ({ app }) => {
		await fill(app);
		const coverage = (await (await app.get(`${API}/ingest/coverage`)).json()) as {
			findings: { finding: CoverageFinding; count: number; of: number }[];
		};
		const expected: Record<CoverageFinding, [string[], number]> = {
			never_heard: [['nothing'], 4],
			heartbeats_only: [['beats'], 4],
			payments_only: [['pays'], 4],
			unregistered_terminals: [['stranger'], 4],
			merchants_without_payments: [['M-silent'], 2],
			unregistered_merchants: [['M-stranger'], 2]
		};
		expect(coverage.findings).toEqual(
			Object.entries(expected).map(([finding, [codes, of]]) => ({ finding, count: codes.length, of }))
		);
		for (const [finding, [codes]] of Object.entries(expected)) {
			const address = `${API}/ingest/coverage/places?finding=${finding}`;
			const list = (await (await app.get(address)).json()) as {
				items: { terminalId: string | null; merchantId: string }[];
				total: number;
			};
			expect(list.items.map((item) => item.terminalId ?? item.merchantId)).toEqual(codes);
			expect(list.total).toBe(codes.length);
			const file = readCsv(await (await app.get(`${address}&format=csv`)).text());
			expect(file.rows.map(([terminal, merchant]) => terminal || merchant)).toEqual(codes);
		}
	});

	test('knows when a sender is late by its own rhythm, and expects nothing of one without', async ({ app }) => {
		const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
		const sent = async (source: string, ages: readonly number[]) =>
			Promise.all(
				ages.map(
					async (age) => app.deps
						.sql`insert into ingest_batch (batch_id, kind, source, started_at, outcome, received, accepted, duplicates, rejected)
						values (gen_random_uuid(), 'transaction', ${source}, ${minutesAgo(age)}, 'complete', 1, 1, 0, 0)`
				)
			);
		await sent('late', [100, 90, 80, 70, 60, 50, 40]);
		await sent('steady', [60, 50, 40, 30, 20, 10, 1]);
		await sent('twice', [100, 90]);
		const { senders } = (await (await app.get(`${API}/ingest/coverage`)).json()) as {
			senders: { source: string; isOverdue: boolean; usualGapSeconds: number | null; dueAt: string | null }[];
		};
		const bySource = new Map(senders.map((sender) => [sender.source, sender]));
		expect(senders[0]).toMatchObject({ source: 'late', isOverdue: true, usualGapSeconds: 600 });
		expect(bySource.get('steady')).toMatchObject({ isOverdue: false });
		expect(bySource.get('twice')).toMatchObject({ isOverdue: false, dueAt: null });
	});
});
