import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { timeOfLocalDay } from './demo-calendar.ts';
import { BANKS, FOREIGN_ISSUERS, WALLETS } from './issuers.ts';
import type { MerchantRecord, TransactionRecord } from './records.ts';
import { simulateFleet, type FleetOptions } from './simulate-fleet.ts';

const TO_MS = Date.parse('2026-06-20T15:00:00+08:00');
const DAY_MS = 86_400_000;
const SMALL: FleetOptions = { seed: 5, terminals: 120, fromMs: TO_MS - 6 * DAY_MS, toMs: TO_MS };

/** One hash over every record that a fleet gives. */
function fingerprint(options: FleetOptions): string {
	const fleet = simulateFleet(options);
	const hash = createHash('sha256');
	const { merchants, terminals, feeAgreements, certificates, firmwareReleases, notices, plannedFaults } = fleet;
	hash.update(
		JSON.stringify({ merchants, terminals, feeAgreements, certificates, firmwareReleases, notices, plannedFaults })
	);
	for (const record of fleet.transactions(options.fromMs, options.toMs)) hash.update(JSON.stringify(record));
	for (const record of fleet.heartbeats(TO_MS - DAY_MS, TO_MS)) hash.update(JSON.stringify(record));
	return hash.digest('hex');
}

describe('simulateFleet', () => {
	it('gives the same records for the same options, and others for another seed', () => {
		expect(fingerprint(SMALL)).toBe(fingerprint(SMALL));
		expect(fingerprint({ ...SMALL, seed: 6 })).not.toBe(fingerprint(SMALL));
	});

	it('joins windows without gap or overlap, whatever they are and in whatever order they are asked for', () => {
		const fleet = simulateFleet(SMALL);
		const startMs = TO_MS - 5 * 3_600_000;
		const cuts = [0, 1, 2_000, 899_999, 900_000, 1_000_000, 7_654_321, 18_000_000].map((ms) => startMs + ms);
		const whole = [...fleet.transactions(startMs, TO_MS)];
		const parts = cuts
			.slice(1)
			.map((cut, index) => [cuts[index] as number, cut] as const)
			.reverse()
			.map(([fromMs, toMs]) => [...fleet.transactions(fromMs, toMs)])
			.reverse();
		expect(parts.flat()).toEqual(whole);
		expect(whole.length).toBeGreaterThan(100);
	});

	it('goes on after the end of the history', () => {
		const fleet = simulateFleet(SMALL);
		const after = [...fleet.transactions(TO_MS, TO_MS + 3_600_000)];
		expect(after.length).toBeGreaterThan(10);
		expect([...fleet.heartbeats(TO_MS, TO_MS + 900_000)].length).toBeGreaterThan(50);
	});

	it('has the same merchants and terminals whatever the dates', () => {
		const later = simulateFleet({ ...SMALL, fromMs: SMALL.fromMs + 90 * DAY_MS, toMs: TO_MS + 90 * DAY_MS });
		expect(later.merchants).toEqual(simulateFleet(SMALL).merchants);
	});

	it('refuses sizes it could not hold', () => {
		expect(() => simulateFleet({ ...SMALL, terminals: 0 })).toThrow(RangeError);
		expect(() => simulateFleet({ ...SMALL, terminals: 1e9 })).toThrow(RangeError);
		expect(() => simulateFleet({ ...SMALL, fromMs: TO_MS })).toThrow(RangeError);
		expect(() => simulateFleet({ ...SMALL, fromMs: 0 })).toThrow(RangeError);
	});
});

describe('a month of the demo', () => {
	const options: FleetOptions = { seed: 1, terminals: 1200, fromMs: TO_MS - 30 * DAY_MS, toMs: TO_MS };
	const fleet = simulateFleet(options);
	const merchants = new Map(fleet.merchants.map((merchant) => [merchant.merchantId, merchant]));
	let records: TransactionRecord[] = [];

	beforeAll(() => {
		records = [...fleet.transactions(options.fromMs, options.toMs)];
	});

	it('has the size that a laptop loads in a minute', () => {
		expect(records.length).toBeGreaterThan(400_000);
		expect(records.length).toBeLessThan(600_000);
	});

	it('comes in order of time, each id once', () => {
		expect(new Set(records.map((record) => record.id)).size).toBe(records.length);
		for (let nth = 1; nth < records.length; nth++) {
			const before = records[nth - 1] as TransactionRecord;
			if (before.occurredAt > (records[nth] as TransactionRecord).occurredAt) expect.fail(`disorder at ${before.id}`);
		}
	});

	it('is marked as a demo in every merchant and acquirer', () => {
		expect(fleet.merchants.every((merchant) => merchant.merchantId.startsWith('DEMO'))).toBe(true);
		expect(fleet.merchants.every((merchant) => merchant.acquirerId.startsWith('DEMO-'))).toBe(true);
		expect(new Set(fleet.merchants.map((merchant) => merchant.name)).size).toBe(fleet.merchants.length);
	});

	it('sells only while shops are open', () => {
		const early = records.filter(
			({ type, merchantId, occurredAt }) =>
				type !== 'reversal' && !isOpen(merchants.get(merchantId) as MerchantRecord, Date.parse(occurredAt))
		);
		expect(early).toEqual([]);
	});

	it('sells more in supermarkets on Saturday than on Tuesday, and lunches at noon', () => {
		const salesOn = (weekday: number, mcc: string) =>
			records.filter((record) => record.mcc === mcc && localDate(record).getUTCDay() === weekday).length;
		expect(salesOn(6, '5411')).toBeGreaterThan(salesOn(2, '5411') * 1.2);
		const mealsAt = (hour: number) =>
			records.filter((record) => record.mcc === '5812' && localDate(record).getUTCHours() === hour).length;
		expect(mealsAt(12)).toBeGreaterThan(mealsAt(15) * 3);
	});

	it.each([...BANKS, ...WALLETS, ...FOREIGN_ISSUERS].map((issuer) => [issuer.code, issuer] as const))(
		'%s declines as often as it was calibrated',
		(code, { businessDeclinePct, technicalDeclinePct }) => {
			const faulty = new Set(fleet.plannedFaults.flatMap((fault) => fault.terminalIds));
			const attempts = records.filter(
				({ issuer, type, terminalId, acquirerId, occurredAt }) =>
					issuer === code && type === 'sale' && !faulty.has(terminalId) && !isDuringOutage(code, acquirerId, occurredAt)
			);
			const business = attempts.filter(isBusinessDecline).length / attempts.length;
			const technical = attempts.filter(isUpstreamDecline).length / attempts.length;
			const deviation = (percent: number) =>
				4 * Math.sqrt((percent / 100) * (1 - percent / 100) * (1 / attempts.length));
			expect(Math.abs(business - businessDeclinePct / 100)).toBeLessThan(deviation(businessDeclinePct) + 0.0005);
			expect(Math.abs(technical - technicalDeclinePct / 100)).toBeLessThan(deviation(technicalDeclinePct) + 0.0005);
		}
	);

	it('has follow-ups: retries, reversals of unanswered sales, refunds, voids', () => {
		const count = (suits: (record: TransactionRecord) => boolean) => records.filter(suits).length;
		expect(count(({ id }) => id.includes('r1'))).toBeGreaterThan(1000);
		expect(count(({ type }) => type === 'reversal')).toBeGreaterThan(50);
		expect(records.filter(({ type }) => type === 'reversal').every((record) => record.reversalReason)).toBe(true);
		expect(count(({ type }) => type === 'refund')).toBeGreaterThan(1000);
		expect(count(({ type }) => type === 'preauth')).toBeGreaterThan(500);
		expect(count(({ type }) => type === 'void')).toBeGreaterThan(500);
	});

	it('charges a fee for approved sales only', () => {
		expect(records.every(({ feeMinor, responseCode }) => feeMinor === null || responseCode !== '51')).toBe(true);
		const charged = records.filter(({ feeMinor }) => feeMinor !== null && feeMinor > 0);
		const effective = sum(charged, 'feeMinor') / sum(charged, 'amountMinor');
		expect(effective).toBeGreaterThan(0.003);
		expect(effective).toBeLessThan(0.006);
	});

	function isDuringOutage(issuer: string, acquirerId: string, occurredAt: string): boolean {
		return fleet.plannedFaults.some(
			({ dimension, values, startsAt, endsAt, dailyAt }) =>
				(dimension === 'issuer' ? values.includes(issuer) : dimension === 'acquirer' && values.includes(acquirerId)) &&
				dailyAt === null &&
				occurredAt >= startsAt &&
				(endsAt === null || occurredAt < endsAt)
		);
	}
});

const BANKS_FILE = '../shared/data/npci/upi_remitter_banks.csv';

describe.skipIf(!existsSync(BANKS_FILE))('calibration', () => {
	it('uses shares that were published for June 2024', () => {
		const published = readFileSync(BANKS_FILE, 'utf8')
			.split('\n')
			.filter((line) => line.startsWith('2024-06,'))
			.map((line) => line.split(',').slice(5, 7).map(Number).join('/'));
		const used = [...BANKS, ...WALLETS, ...FOREIGN_ISSUERS].map(
			({ businessDeclinePct, technicalDeclinePct }) => `${businessDeclinePct}/${technicalDeclinePct}`
		);
		expect(used.filter((shares) => !published.includes(shares))).toEqual([]);
	});
});

function localDate({ occurredAt }: TransactionRecord): Date {
	return new Date(Date.parse(occurredAt) + 8 * 3_600_000);
}

function isOpen({ opensAt, closesAt }: MerchantRecord, ms: number): boolean {
	if (opensAt === closesAt) return true;
	const time = new Date(timeOfLocalDay(ms)).toISOString().slice(11, 16);
	return time >= opensAt && time < closesAt;
}

const UPSTREAM = new Set(['91', '92', '96', '98', '68', 'SYSTEMERROR', 'BANKERROR']);
const OTHER = new Set(['00', '10', 'A2', 'Y3', '30', 'A0', '77', '45', '94', 'Z3', '90', 'Q7', 'C1']);

function isUpstreamDecline({ responseCode }: TransactionRecord): boolean {
	return responseCode !== null && UPSTREAM.has(responseCode);
}

function isBusinessDecline({ responseCode, codeProfile }: TransactionRecord): boolean {
	return responseCode !== null && codeProfile !== 'term' && !UPSTREAM.has(responseCode) && !OTHER.has(responseCode);
}

function sum(records: readonly TransactionRecord[], field: 'feeMinor' | 'amountMinor'): number {
	return records.reduce((total, record) => total + (record[field] ?? 0), 0);
}
