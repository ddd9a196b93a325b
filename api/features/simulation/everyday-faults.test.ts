import { beforeAll, describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultKind, type PlannedFault } from './planned-faults.ts';
import type { HeartbeatRecord, TransactionRecord } from './records.ts';
import { simulateFleet } from './simulate-fleet.ts';

const TO_MS = Date.parse('2026-06-20T15:00:00+08:00');
const DAY_MS = 86_400_000;
const FROM_MS = TO_MS - 24 * DAY_MS;

const fleet = simulateFleet({ seed: 1, terminals: 800, fromMs: FROM_MS, toMs: TO_MS });
let records: TransactionRecord[] = [];
let lastReports = new Map<string, HeartbeatRecord>();

beforeAll(() => {
	records = [...fleet.transactions(FROM_MS, TO_MS)];
	const reports = fleet.heartbeats(TO_MS - 2 * 3_600_000, TO_MS);
	lastReports = new Map([...reports].map((report) => [report.terminalId, report]));
});

function fault(kind: FaultKind): PlannedFault {
	const found = fleet.plannedFaults.find((planned) => planned.kind === kind);
	if (!found) throw new Error(`no ${kind} was planned`);
	return found;
}

/** The share of attempts that show a fault's codes, while it lasts and before it began, among those that it meets. */
function shares(
	kind: FaultKind,
	isMet: (record: TransactionRecord) => boolean
): { during: number; before: number; n: number } {
	const { startsAt, endsAt, codes } = fault(kind);
	const met = records.filter((record) => record.type !== 'reversal' && isMet(record));
	const during = met.filter(({ occurredAt }) => occurredAt >= startsAt && (endsAt === null || occurredAt < endsAt));
	const before = met.filter(({ occurredAt }) => occurredAt < startsAt);
	const share = (some: TransactionRecord[]) =>
		some.filter(({ responseCode }) => codes.includes(responseCode)).length / some.length;
	return { during: share(during), before: share(before), n: during.length };
}

const isCard = ({ product }: TransactionRecord) => product !== 'qr' && product !== 'foreign';

function isOneOf(kind: FaultKind): (record: TransactionRecord) => boolean {
	const ids = new Set(fault(kind).terminalIds);
	return ({ terminalId }) => ids.has(terminalId);
}

describe('planned faults', () => {
	it('cover what goes wrong in a fleet, each with its story', () => {
		const ofHistory = fleet.plannedFaults.filter(({ startsAt }) => Date.parse(startsAt) < TO_MS);
		expect(new Set(ofHistory.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
		for (const { description, startsAt } of ofHistory) {
			expect(description).not.toBe('');
			expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(FROM_MS - DAY_MS);
		}
	});

	it('go on while the demo runs live', () => {
		const [next] = fleet.plannedFaults.filter(({ startsAt }) => Date.parse(startsAt) > TO_MS);
		const { startsAt = '', endsAt, values = [] } = next ?? {};
		const hit = [...fleet.transactions(Date.parse(startsAt), Date.parse(endsAt ?? ''))].filter(
			({ issuer, type }) => issuer === values[0] && type === 'sale'
		);
		expect(hit.length).toBeGreaterThan(5);
		expect(hit.filter(({ responseCode }) => responseCode !== '00').length / hit.length).toBeGreaterThan(0.5);
	});

	it('leave most terminals alone', () => {
		const hit = new Set(fleet.plannedFaults.flatMap((planned) => planned.terminalIds));
		expect(hit.size).toBeLessThan(fleet.terminals.length / 4);
	});

	it.each([
		['issuer_outage', (record: TransactionRecord) => record.issuer === 'BCOM', 0.7, 0.03],
		['issuer_maintenance', (record: TransactionRecord) => record.issuer === 'PSBC', 0.7, 0.03],
		['host_outage', (record: TransactionRecord) => record.acquirerId === 'DEMO-SOUTH', 0.5, 0.03],
		['carrier_outage', isOneOf('carrier_outage'), 0.6, 0.02],
		['expired_certificates', isOneOf('expired_certificates'), 0.15, 0.001],
		['dying_reader', (record: TransactionRecord) => isCard(record) && isOneOf('dying_reader')(record), 0.12, 0.03],
		['lost_keys', (record: TransactionRecord) => isCard(record) && isOneOf('lost_keys')(record), 0.8, 0.01],
		['moved_terminal', isOneOf('moved_terminal'), 0.8, 0.001],
		['pin_pad_fault', (record: TransactionRecord) => isCard(record) && isOneOf('pin_pad_fault')(record), 0.3, 0.06],
		['bad_firmware', isOneOf('bad_firmware'), 0.03, 0.005],
		['merchant_misconfigured', isOneOf('merchant_misconfigured'), 0.1, 0.001],
		['unmapped_code', (record: TransactionRecord) => record.acquirerId === 'DEMO-WEST', 0.002, 0]
	] as const)('%s shows by its codes while it lasts, and not before', (kind, isMet, duringMin, beforeMax) => {
		const { during, before, n } = shares(kind, isMet);
		expect(n).toBeGreaterThan(10);
		expect(during).toBeGreaterThan(duringMin);
		expect(before).toBeLessThanOrEqual(beforeMax);
	});

	it('meets every issuer at the terminal whose PIN pad sticks, and other terminals not', () => {
		const { startsAt, terminalIds } = fault('pin_pad_fault');
		const wrongPins = records.filter(
			({ responseCode, terminalId, occurredAt }) =>
				responseCode === '55' && terminalIds.includes(terminalId) && occurredAt >= startsAt
		);
		expect(new Set(wrongPins.map(({ issuer }) => issuer)).size).toBeGreaterThan(5);
		expect(new Set(wrongPins.map(({ cardToken }) => cardToken)).size).toBeGreaterThan(8);
	});

	it('keeps silent terminals silent: no sale, no report', () => {
		const { startsAt, terminalIds } = fault('silent_terminals');
		const firstSlotOverMs = Date.parse(startsAt) + 20 * 60_000;
		const sales = records.filter(
			({ terminalId, occurredAt }) => terminalIds.includes(terminalId) && Date.parse(occurredAt) > firstSlotOverMs
		);
		expect(sales).toEqual([]);
		expect(terminalIds.filter((id) => lastReports.has(id))).toEqual([]);
	});

	it('raises code 90 in the five minutes of the cut-over and at no other time', () => {
		const times = records
			.filter(({ responseCode }) => responseCode === '90')
			.map(({ occurredAt }) => new Date(Date.parse(occurredAt) + 8 * 3_600_000).toISOString().slice(11, 16));
		expect(times.length).toBeGreaterThan(10);
		expect(times.filter((time) => time < '23:00' || time > '23:05')).toEqual([]);
	});

	it('update others without harm, for whoever judges roll-outs to tell apart', () => {
		const { terminalIds, values, codes } = fault('harmless_firmware');
		expect(terminalIds.length).toBeGreaterThan(9);
		expect(codes).toEqual([]);
		const reported = new Set(
			terminalIds.map((id) => lastReports.get(id)?.firmware).filter((each) => each !== undefined)
		);
		expect([...reported]).toEqual(values);
		const bad = new Set(fault('bad_firmware').terminalIds);
		expect(terminalIds.some((id) => bad.has(id))).toBe(false);
	});

	it('reports the new firmware from the update on, in the registry as in the heartbeats', () => {
		const { terminalIds, values } = fault('bad_firmware');
		const versions = (atMs: number) =>
			fleet
				.terminalsAt(atMs)
				.filter(({ terminalId, firmware }) => terminalIds.includes(terminalId) && firmware === values[0]);
		expect(versions(FROM_MS)).toEqual([]);
		expect(versions(TO_MS)).toHaveLength(terminalIds.length);
		const reports = [...fleet.historyReports(FROM_MS, TO_MS)];
		const reporting = reports.filter(({ firmware }) => firmware === values[0]).map(({ terminalId }) => terminalId);
		expect([...new Set(reporting)].sort()).toEqual([...terminalIds].sort());
		expect(reports.map(({ at }) => at)).toEqual(reports.map(({ at }) => at).sort());
	});

	it('reports a few times a day of whoever fell silent, until then', () => {
		const { terminalIds, startsAt } = fault('silent_terminals');
		for (const id of terminalIds) {
			const heard = [...fleet.historyReports(FROM_MS, TO_MS)].flatMap((each) =>
				each.terminalId === id ? [Date.parse(each.at)] : []
			);
			expect(heard.length).toBeGreaterThan(20);
			expect(Math.max(...heard)).toBeLessThan(Date.parse(startsAt));
			const gaps = heard.slice(1).map((atMs, index) => atMs - (heard[index] ?? 0));
			expect(Math.max(...gaps, Date.parse(startsAt) - Math.max(...heard))).toBeLessThanOrEqual(24 * 3_600_000);
		}
	});

	it('shows an expired certificate as expired where it was not renewed, else its successor', () => {
		const { terminalIds, startsAt } = fault('expired_certificates');
		const batch = fleet.certificates.filter(({ terminalId }) => terminalId && terminalIds.includes(terminalId));
		const expired = batch.filter(({ notAfter }) => notAfter === startsAt);
		expect(batch).toHaveLength(terminalIds.length);
		expect(expired.length).toBeGreaterThan(0);
		expect(expired.length).toBeLessThan(batch.length);
	});

	it('tells by the heartbeat that the moved terminal moved and that the keys are gone', () => {
		const [movedId = ''] = fault('moved_terminal').terminalIds;
		const registered = fleet.terminals.find(({ terminalId }) => terminalId === movedId);
		expect(Math.abs((lastReports.get(movedId)?.lat ?? 0) - (registered?.registeredLat ?? 0))).toBeGreaterThan(0.05);
		expect(lastReports.get(fault('lost_keys').terminalIds[0] ?? '')?.keys).toEqual([]);
	});

	it('announces the maintenance before it begins, and only that', () => {
		const { startsAt, endsAt } = fault('issuer_maintenance');
		expect(fleet.notices).toMatchObject([{ issuer: 'PSBC', startsAt, endsAt }]);
		expect((fleet.notices[0]?.publishedAt ?? '') < startsAt).toBe(true);
	});
});

describe('planned fee faults', () => {
	/** Charged over agreed, in parts per million, of a merchant's sales of one product. */
	function effectivePpm(
		merchantIds: readonly string[],
		product: string,
		suits: (record: TransactionRecord) => boolean
	) {
		const charged = records.filter(
			(record) =>
				merchantIds.includes(record.merchantId) &&
				record.product === product &&
				record.feeMinor !== null &&
				suits(record)
		);
		const total = (field: 'feeMinor' | 'amountMinor') => charged.reduce((sum, record) => sum + (record[field] ?? 0), 0);
		return (total('feeMinor') / total('amountMinor')) * 1e6;
	}

	it('charges more after the silent raise than before', () => {
		const { values, startsAt } = fault('silent_raise');
		const before = effectivePpm(values, 'credit', ({ occurredAt }) => occurredAt < startsAt);
		const after = effectivePpm(values, 'credit', ({ occurredAt }) => occurredAt >= startsAt);
		expect(after - before).toBeGreaterThan(200);
		expect(after - before).toBeLessThan(400);
	});

	it('charges two yuan more per sale once the fixed fee is added', () => {
		const { values, startsAt } = fault('fixed_fee_added');
		const fees = records.filter(
			({ merchantId, product, feeMinor, occurredAt }) =>
				values.includes(merchantId) && product === 'credit' && feeMinor !== null && occurredAt >= startsAt
		);
		expect(fees.length).toBeGreaterThan(10);
		expect(Math.min(...fees.map(({ feeMinor }) => feeMinor ?? 0))).toBeGreaterThanOrEqual(200);
	});

	it('submits some sales under another category', () => {
		const { values, startsAt } = fault('mcc_hop');
		const credit = records.filter(
			({ merchantId, product, occurredAt }) =>
				values.includes(merchantId) && product === 'credit' && occurredAt >= startsAt
		);
		const hopped = credit.filter(({ mcc }) => mcc === '5411').length / credit.length;
		expect(hopped).toBeGreaterThan(0.15);
		expect(hopped).toBeLessThan(0.45);
	});

	it('tells by the heartbeat which terminals believe in another rate', () => {
		const reported = fault('configured_differs')
			.terminalIds.map((id) => lastReports.get(id))
			.filter((report) => report !== undefined);
		expect(reported.length).toBeGreaterThan(0);
		for (const { feeProfile } of reported) {
			expect(feeProfile.find(({ product }) => product === 'credit')?.ratePpm).toBe(6800);
		}
	});
});
