import { describe, expect, it } from 'vitest';
import { simulateFleet, type FleetOptions } from './simulate-fleet.ts';

const TO_MS = Date.parse('2026-06-20T15:00:00+08:00');
const OPTIONS: FleetOptions = { seed: 1, terminals: 1200, fromMs: TO_MS - 3 * 86_400_000, toMs: TO_MS };
const fleet = simulateFleet(OPTIONS);
const idle = fleet.terminals.filter(({ status }) => status !== 'active');

describe('terminals that are not in use', () => {
	it('are in every fleet, the same on every run', () => {
		expect(Object.groupBy(idle, ({ status }) => status)).toMatchObject({
			spare: { length: 30 },
			repair: { length: 8 },
			retired: { length: 20 }
		});
		expect(simulateFleet(OPTIONS).terminals).toEqual(fleet.terminals);
		expect(
			simulateFleet({ ...OPTIONS, terminals: 3 }).terminals.filter(({ status }) => status !== 'active')
		).toHaveLength(3);
	});

	it('sell nothing, report nothing, and have no part in what goes wrong', () => {
		const ids = new Set(idle.map(({ terminalId }) => terminalId));
		expect(ids.size).toBe(idle.length);
		const of = (records: Iterable<{ terminalId: string }>) =>
			[...records].filter(({ terminalId }) => ids.has(terminalId));
		expect(of(fleet.transactions(TO_MS - 86_400_000, TO_MS))).toEqual([]);
		expect(of(fleet.heartbeats(TO_MS - 3_600_000, TO_MS))).toEqual([]);
		expect(fleet.plannedFaults.flatMap(({ terminalIds }) => terminalIds).filter((id) => ids.has(id))).toEqual([]);
	});

	it('stand at a shop unless they are in store', () => {
		for (const { status, merchantId } of idle) expect(merchantId === undefined).toBe(status === 'spare');
	});
});
