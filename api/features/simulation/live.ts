import type { SimulatedFleet } from './simulate-fleet.ts';
import { RefusedError, sendRecords, waitFor, type Endpoint, type SentCounts, type Target } from './sender.ts';

const TRANSACTIONS: Endpoint = ['POST', '/ingest/transactions'];
const HEARTBEATS: Endpoint = ['POST', '/ingest/heartbeats'];

/** Often enough that the dashboard breathes, seldom enough that the list of batches stays a list for people. */
const ROUND_MS = 10_000;

/** A round after a long pause, such as a laptop's sleep, is caught up in steps of this. */
const STEP_MS_MAX = 3_600_000;

/** Reports older than this tell little that the newer ones do not: a few a day are sent of them. */
const REPORTS_AGE_MS_MAX = 3_600_000;

/** How long to leave a target alone that did not answer at all. */
const ABSENT_TARGET_WAIT_MS = 10_000;

export interface LiveOptions extends Target {
	readonly fleet: SimulatedFleet;
	readonly clock: { now(): Date };
	readonly signal: AbortSignal;
	/** Where history ended, to leave no gap; now when absent. */
	readonly sinceMs?: number;
	readonly onRound?: (sent: { readonly toMs: number; readonly transactions: SentCounts }) => void | Promise<void>;
	/** The target did not answer; it will be asked again. */
	readonly onAbsence?: (error: unknown) => void;
}

/** Sends the fleet's master data, which is harmless to repeat. */
export async function sendMasterData(target: Target, fleet: SimulatedFleet, atMs: number): Promise<SentCounts[]> {
	const kinds: [path: string, records: Iterable<object>][] = [
		['/merchants', fleet.merchants],
		['/terminals', fleet.terminalsAt(atMs)],
		['/fee-agreements', fleet.feeAgreements],
		['/certificates', fleet.certificates],
		['/firmware-releases', fleet.firmwareReleases],
		['/firmware-campaigns', fleet.firmwareCampaigns],
		['/expiries', fleet.expiries],
		['/notices', fleet.notices]
	];
	const counts: SentCounts[] = [];
	for (const [path, records] of kinds) counts.push(await sendRecords(target, ['PUT', path], records));
	return counts;
}

/** Sends the history through the public endpoints, with the heartbeats that make it true before the sales. */
export async function sendHistory(target: Target, fleet: SimulatedFleet): Promise<SentCounts> {
	await sendRecords(target, HEARTBEATS, fleet.historyReports(fleet.fromMs, fleet.toMs));
	return sendRecords(target, TRANSACTIONS, fleet.transactions(fleet.fromMs, fleet.toMs));
}

/**
 * Sends what happens as it happens, until the signal says stop: every few seconds the sales and heartbeats since the
 * last round. A target that is away, however long, gets everything once it is back; one that refuses ends it.
 */
export async function runLive(options: LiveOptions): Promise<void> {
	const { fleet, clock, signal } = options;
	const wait = options.wait ?? waitFor;
	let doneMs = options.sinceMs ?? clock.now().getTime();
	while (!signal.aborted) {
		const nowMs = clock.now().getTime();
		const toMs = Math.min(nowMs, doneMs + STEP_MS_MAX);
		if (toMs > doneMs) {
			try {
				const transactions = await sendRecords(options, TRANSACTIONS, fleet.transactions(doneMs, toMs));
				const reportsFromMs = Math.max(doneMs, nowMs - REPORTS_AGE_MS_MAX);
				await sendRecords(options, HEARTBEATS, fleet.sparseHeartbeats(doneMs, Math.min(reportsFromMs, toMs)));
				await sendRecords(options, HEARTBEATS, fleet.heartbeats(reportsFromMs, toMs));
				await options.onRound?.({ toMs, transactions });
				doneMs = toMs;
			} catch (error) {
				if (signal.aborted) return;
				if (error instanceof RefusedError) throw error;
				options.onAbsence?.(error);
				await wait(ABSENT_TARGET_WAIT_MS, signal);
			}
		}
		if (clock.now().getTime() - doneMs < ROUND_MS) await wait(ROUND_MS, signal);
	}
}
