// The demo fleet: a simulated history, loaded once through the same door as everybody's data, and afterwards kept going.
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Jobs } from '#api/platform/jobs.ts';
import type { Logger } from '#api/platform/log.ts';
import type { Principal } from '#api/platform/principal.ts';
import { FLEET_SCOPE } from '#api/platform/scope.ts';
import { findDemo, isEmptyFleet, markAsDemo, recordDemoLoaded } from '../fleet/fleet.repo.ts';
import type { Intake } from '../ingest/intake.ts';
import type { RecordKind } from '../ingest/records/record-specs.ts';
import { runLive } from '../simulation/live.ts';
import { simulateFleet, type SimulatedFleet } from '../simulation/simulate-fleet.ts';

export type DemoParts = { sql: Sql; clock: Clock; intake: Intake; jobs: Pick<Jobs, 'runOnce'> };

/** So that the first page shows closed days and judged terminals, rather than a minute later. */
const JOBS_AFTER_LOADING = ['fold closed days', 'judge terminals'];

export const DEMO_TERMINALS = 1200;
export const DEMO_DAYS = 30;
const DAY_MS = 86_400_000;
/** Every terminal reports four times an hour: an hour tells the present state of all that are switched on. */
const HEARTBEAT_HISTORY_MS = 60 * 60_000;
const LINES_PER_PIECE = 1000;

const SIMULATOR: Principal = {
	kind: 'api_key',
	keyId: 'simulator',
	name: 'simulator',
	scopes: ['ingest'],
	scope: FLEET_SCOPE
};

/** The fleet as it is made from its anchor: the same on every start. */
export function demoFleet(anchorAt: Date): SimulatedFleet {
	const toMs = anchorAt.getTime();
	return simulateFleet({ terminals: DEMO_TERMINALS, fromMs: toMs - DEMO_DAYS * DAY_MS, toMs });
}

/**
 * Loads the history into an empty fleet, or finishes a load that was broken off (what is there already counts as duplicates).
 * @returns false when this fleet is somebody's own.
 */
export async function loadDemo(parts: DemoParts, onProgress: (line: string) => void): Promise<boolean> {
	const { sql, clock } = parts;
	let demo = await findDemo(sql);
	if (!demo) {
		if (!(await isEmptyFleet(sql))) return false;
		const anchorAt = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
		await markAsDemo(sql, anchorAt);
		demo = { anchorAt, loadedUntil: null };
	}
	if (demo.loadedUntil) return true;
	onProgress(`loading the demo fleet: ${DEMO_TERMINALS} terminals, ${DEMO_DAYS} days (first start only)`);
	const fleet = demoFleet(demo.anchorAt);
	await loadHistory(parts, fleet, onProgress);
	for (const job of JOBS_AFTER_LOADING) await parts.jobs.runOnce(job);
	await recordDemoLoaded(sql, demo.anchorAt);
	return true;
}

export type DemoFeed = { stop(): Promise<void> };

/**
 * Keeps a demo going through the public ingest endpoint, from where the data ends: what was missed while the server was down is
 * caught up first.
 */
export async function feedDemo(
	parts: Pick<DemoParts, 'sql' | 'clock'> & { log: Logger },
	target: { url: string; apiKey: string }
): Promise<DemoFeed> {
	const { sql, clock, log } = parts;
	const demo = await findDemo(sql);
	if (!demo?.loadedUntil) return { stop: async () => {} };
	const ended = new AbortController();
	const feed = runLive({
		...target,
		fleet: demoFleet(demo.anchorAt),
		clock,
		signal: ended.signal,
		sinceMs: demo.loadedUntil.getTime(),
		onRound: async ({ toMs }) => recordDemoLoaded(sql, new Date(toMs))
	}).catch((error: unknown) => {
		if (!ended.signal.aborted) log.error({ err: error }, 'the demo feed has stopped');
	});
	return {
		async stop() {
			ended.abort();
			await feed;
		}
	};
}

async function loadHistory({ intake }: DemoParts, fleet: SimulatedFleet, onProgress: (line: string) => void) {
	const send = async (kind: RecordKind, records: Iterable<object>, onCount?: (received: number) => void) => {
		const answer = await intake.take(kind, SIMULATOR, {
			body: ndjson(records),
			contentType: 'application/x-ndjson',
			contentEncoding: null,
			onProgress: (counts) => onCount?.(counts.received)
		});
		if (answer.rejected > 0) {
			throw new Error(
				`The simulator made ${answer.rejected} bad records of ${kind}: ${JSON.stringify(answer.errors[0])}`
			);
		}
	};
	await send('merchant', fleet.merchants);
	await send('terminal', fleet.terminals);
	await send('feeAgreement', fleet.feeAgreements);
	await send('firmwareRelease', fleet.firmwareReleases);
	await send('firmwareCampaign', fleet.firmwareCampaigns);
	await send('certificate', fleet.certificates);
	await send('expiry', fleet.expiries);
	await send('notice', fleet.notices);
	// Before the transactions, so that each is stamped with the firmware of its time.
	await send('heartbeat', fleet.historyReports(fleet.fromMs, fleet.toMs));
	await send('heartbeat', fleet.heartbeats(fleet.toMs - HEARTBEAT_HISTORY_MS, fleet.toMs));
	let told = 0;
	await send('transaction', fleet.transactions(fleet.fromMs, fleet.toMs), (received) => {
		if (received - told < 100_000) return;
		told = received;
		onProgress(`  ${received.toLocaleString('en')} transactions`);
	});
}

export async function* ndjson(records: Iterable<object>): AsyncGenerator<Uint8Array> {
	let lines: string[] = [];
	for (const record of records) {
		lines.push(JSON.stringify(record));
		if (lines.length < LINES_PER_PIECE) continue;
		yield Buffer.from(lines.join('\n') + '\n');
		lines = [];
	}
	if (lines.length > 0) yield Buffer.from(lines.join('\n') + '\n');
}
