import { certificateRecords } from './demo-certificates.ts';
import { MS_PER_DAY } from './demo-calendar.ts';
import { planFaults } from './everyday-faults.ts';
import { heartbeatsBetween, historyReports, sparseHeartbeats, type HeartbeatSource } from './heartbeats.ts';
import { idleTerminalRecords } from './idle-terminals.ts';
import { firmwareCampaignRecords } from './campaigns.ts';
import { expiryRecords } from './expiries.ts';
import { feeAgreementRecords, firmwareReleaseRecords, merchantRecord, terminalRecord } from './master-data.ts';
import type { PlannedFault } from './planned-faults.ts';
import { createPopulation } from './population.ts';
import type {
	CertificateRecord,
	FeeAgreementRecord,
	FirmwareCampaignRecord,
	ExpiryRecord,
	FirmwareReleaseRecord,
	HeartbeatRecord,
	MerchantRecord,
	NoticeRecord,
	TerminalRecord,
	TransactionRecord
} from './records.ts';
import { SalesMaker } from './sales.ts';
import { rememberSlots, transactionsBetween } from './transaction-stream.ts';

export const SEED_DEFAULT = 1;
export const TERMINALS_DEFAULT = 1200;
export const DAYS_DEFAULT = 30;

/** Bounds on what one process can hold; a larger fleet belongs into the benchmark. */
export const TERMINALS_MAX = 200_000;
export const DAYS_MAX = 730;

const HEARTBEAT_INTERVAL_MS = 15 * 60_000;

export interface FleetOptions {
	readonly seed?: number;
	readonly terminals?: number;
	/** Whether some merchants are charged otherwise than agreed on; so it is unless said. */
	readonly feeFaults?: boolean;
	/** Start of the history; faults are placed by days before its end. */
	readonly fromMs: number;
	/** End of the history and anchor of every fault; the live mode goes on from here with the same options. */
	readonly toMs: number;
}

export interface SimulatedFleet {
	readonly fromMs: number;
	readonly toMs: number;
	readonly merchants: readonly MerchantRecord[];
	/** As they were at the start of the history, with those that are in store, in repair or retired. */
	readonly terminals: readonly TerminalRecord[];
	readonly feeAgreements: readonly FeeAgreementRecord[];
	/** As they stand at the end of the history. */
	readonly certificates: readonly CertificateRecord[];
	readonly firmwareReleases: readonly FirmwareReleaseRecord[];
	readonly expiries: readonly ExpiryRecord[];
	/** As the vendor's tool exports them at the end of the history. */
	readonly firmwareCampaigns: readonly FirmwareCampaignRecord[];
	readonly notices: readonly NoticeRecord[];
	/** The ground truth: what was made to go wrong. */
	readonly plannedFaults: readonly PlannedFault[];
	terminalsAt(atMs: number): TerminalRecord[];
	/** In order of time; windows that touch join without gap or overlap, also past the end of the history. */
	transactions(fromMs: number, toMs: number): Iterable<TransactionRecord>;
	heartbeats(fromMs: number, toMs: number): Iterable<HeartbeatRecord>;
	/** A few a day of each terminal, for a time in which nobody could listen. */
	sparseHeartbeats(fromMs: number, toMs: number): Iterable<HeartbeatRecord>;
	/** The heartbeats of those that got new firmware or fell silent: enough to make history true where all would be too many. */
	historyReports(fromMs: number, toMs: number): Iterable<HeartbeatRecord>;
}

/**
 * Simulates a fleet of payment terminals: its owners' master data, its trade, its reports and its everyday faults, as
 * records of the wire format. The same options give the same records, on every machine, in any order of asking.
 */
export function simulateFleet(options: FleetOptions): SimulatedFleet {
	const { seed = SEED_DEFAULT, terminals: terminalCount = TERMINALS_DEFAULT, feeFaults = true, fromMs, toMs } = options;
	checkOptions(seed, terminalCount, fromMs, toMs);
	const population = createPopulation(seed, terminalCount);
	const plan = planFaults(seed, population, { toMs, days: Math.ceil((toMs - fromMs) / MS_PER_DAY), feeFaults });
	const sales = rememberSlots(new SalesMaker(seed, population, plan));
	const source: HeartbeatSource = { seed, population, plan, fromMs, toMs };
	const idle = idleTerminalRecords(seed, population, fromMs);
	const terminalsAt = (atMs: number) => [
		...population.terminals.map((terminal) => terminalRecord(terminal, plan, fromMs, atMs)),
		...idle
	];
	return {
		fromMs,
		toMs,
		merchants: population.merchants.map((merchant) => merchantRecord(merchant, seed)),
		terminals: terminalsAt(fromMs),
		feeAgreements: population.merchants.flatMap((merchant) =>
			feeAgreementRecords(merchant, fromMs, plan.agreedFees.get(merchant.index))
		),
		certificates: certificateRecords(population, plan, seed, toMs, toMs),
		firmwareReleases: firmwareReleaseRecords(fromMs, toMs),
		expiries: expiryRecords(population, toMs),
		firmwareCampaigns: firmwareCampaignRecords(population, plan),
		notices: plan.notices,
		plannedFaults: plan.faults,
		terminalsAt,
		transactions: (startMs, endMs) => transactionsBetween(sales, startMs, endMs),
		heartbeats: (startMs, endMs) => heartbeatsBetween(source, HEARTBEAT_INTERVAL_MS, startMs, endMs),
		sparseHeartbeats: (startMs, endMs) => sparseHeartbeats(source, startMs, endMs),
		historyReports: (startMs, endMs) => historyReports(source, startMs, endMs)
	};
}

function checkOptions(seed: number, terminals: number, fromMs: number, toMs: number): void {
	if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed must be a whole number, not ${seed}`);
	if (!Number.isInteger(terminals) || terminals < 1 || terminals > TERMINALS_MAX) {
		throw new RangeError(`the number of terminals must lie between 1 and ${TERMINALS_MAX}, not ${terminals}`);
	}
	if (!(fromMs < toMs)) throw new RangeError('the history must begin before it ends');
	if (toMs - fromMs > DAYS_MAX * MS_PER_DAY)
		throw new RangeError(`the history must not be longer than ${DAYS_MAX} days`);
}
