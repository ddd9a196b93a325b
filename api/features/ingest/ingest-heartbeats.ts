// Heartbeats: the newest report of each terminal is kept, and a change of firmware, application, carrier or connection starts a new
// period of that terminal, from the moment the heartbeat tells of. Of all others, the silences between them remain.
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { RecordReject } from './reading/record-reject.ts';
import type { ChunkOutcome, SentRecord, Store } from './ingest.usecases.ts';
import type { HeartbeatRecord } from './records/heartbeat.ts';
import { notifyRegistryChanged } from './storing/batches.repo.ts';
import type { ToldProfile } from './storing/fee-profiles.repo.ts';
import { lastSeen, startPeriods, type PeriodChange } from './storing/heartbeats.repo.ts';
import { storeFeeProfiles } from './store-fee-profiles.ts';
import { storeHeard } from './store-heard.ts';
import { periodAt, type Identifiers, type KnownTerminal } from './storing/identifiers.ts';

export type HeartbeatParts = { sql: Sql; identifiers: Identifiers; clock: Clock; scope: Scope; dryRun: boolean };

type Sent = SentRecord<HeartbeatRecord>;

export function heartbeatIngest(parts: HeartbeatParts): Store<HeartbeatRecord> {
	return async (sent) => {
		const rejects: RecordReject[] = [];
		const acquirerOf = await parts.identifiers.acquirersOfTerminals(sent.map((each) => each.value.terminalId));
		const known = sent.filter((each) => {
			const acquirerId = acquirerOf.get(each.value.terminalId);
			const isOurs =
				acquirerId !== undefined && (parts.scope.kind === 'fleet' || parts.scope.acquirerIds.includes(acquirerId));
			if (!isOurs) rejects.push(unknownTerminal(each));
			return isOurs;
		});
		const terminals = await parts.identifiers.terminalsByCode(known.map((each) => each.value.terminalId));
		const { newest, duplicates } = await newestOf(parts.sql, known, terminals);
		if (!parts.dryRun) {
			await startChangedPeriods(parts, known, terminals);
			await storeFeeProfiles(parts.sql, profilesOf(known, terminals, acquirerOf));
			const heard = [...newest.values()].map(({ sent: { value }, heartbeatsMs }) => ({
				terminalNumber: terminals.get(value.terminalId)!.terminalId,
				acquirerNumber: acquirerOf.get(value.terminalId)!,
				heartbeatsMs,
				batteryPct: value.batteryPct === null ? null : Math.round(value.batteryPct),
				body: value
			}));
			if (heard.length > 0) await storeHeard(parts.sql, heard);
		}
		return {
			accepted: known.length - duplicates,
			duplicates,
			rejected: rejects.length,
			rejects,
			events: parts.dryRun ? new Map() : eventsOf(known, acquirerOf)
		};
	};
}

function profilesOf(
	sent: readonly Sent[],
	terminals: ReadonlyMap<string, KnownTerminal>,
	acquirerOf: ReadonlyMap<string, number>
): ToldProfile[] {
	return sent.flatMap(({ value: { terminalId, atMs, feeProfile } }) => {
		const terminal = terminals.get(terminalId);
		const acquirerNumber = acquirerOf.get(terminalId);
		if (feeProfile === null || terminal === undefined || acquirerNumber === undefined) return [];
		return [{ terminalNumber: terminal.terminalId, acquirerNumber, atMs, lines: feeProfile }];
	});
}

/** A terminal's silence or chatter cannot be filed without knowing whose it is. */
const unknownTerminal = (sent: Sent): RecordReject => ({
	line: sent.line,
	field: 'terminalId',
	code: 'terminalId.unknown',
	message: 'No such terminal: send it first (PUT /terminals, or its transactions)',
	raw: sent.raw
});

/** The newest heartbeat per terminal of this chunk, with the moments of all; one with the very instant that is stored already is a duplicate. */
async function newestOf(sql: Sql, sent: readonly Sent[], terminals: ReadonlyMap<string, KnownTerminal>) {
	const stored = await lastSeen(
		sql,
		sent.map((each) => terminals.get(each.value.terminalId)!.terminalId)
	);
	const met = new Set<string>();
	const newest = new Map<string, { sent: Sent; heartbeatsMs: number[] }>();
	let duplicates = 0;
	for (const each of sent) {
		const { terminalId, atMs } = each.value;
		const identity = `${terminalId}\0${atMs}`;
		if (met.has(identity) || stored.get(terminals.get(terminalId)!.terminalId) === atMs) {
			duplicates++;
			continue;
		}
		met.add(identity);
		const before = newest.get(terminalId);
		before?.heartbeatsMs.push(atMs);
		if (!before) newest.set(terminalId, { sent: each, heartbeatsMs: [atMs] });
		else if (before.sent.value.atMs < atMs) before.sent = each;
	}
	return { newest, duplicates };
}

async function startChangedPeriods(
	{ sql, identifiers }: HeartbeatParts,
	sent: readonly Sent[],
	terminals: ReadonlyMap<string, KnownTerminal>
): Promise<void> {
	const firmware = await identifiers.dimension(
		'firmware',
		sent.map((each) => each.value.firmware)
	);
	const appVersions = await identifiers.dimension(
		'app_version',
		sent.map((each) => each.value.appVersion)
	);
	const carriers = await identifiers.dimension(
		'carrier',
		sent.map((each) => each.value.carrier)
	);
	const told = sent.map(({ value }) => {
		const terminal = terminals.get(value.terminalId)!;
		const change: PeriodChange = {
			terminalNumber: terminal.terminalId,
			atMs: value.atMs,
			firmwareNumber: firmware.get(value.firmware ?? '') ?? 0,
			appVersionNumber: appVersions.get(value.appVersion ?? '') ?? 0,
			carrierNumber: carriers.get(value.carrier ?? '') ?? 0,
			connectionNumber: value.connection ?? 0
		};
		return { change, isOther: differs(change, periodAt(terminal.periods, value.atMs)) };
	});
	// All of a terminal that changed: what is there already may be told again after something else.
	const changed = new Set(told.filter(({ isOther }) => isOther).map(({ change }) => change.terminalNumber));
	const changes = told.flatMap(({ change }) => (changed.has(change.terminalNumber) ? [change] : []));
	if (changes.length === 0) return;
	await startPeriods(sql, changes);
	identifiers.forgetPlaces();
	await notifyRegistryChanged(sql);
}

function differs(change: PeriodChange, period: ReturnType<typeof periodAt>): boolean {
	const told = (value: number, known: number | undefined) => value !== 0 && value !== known;
	return (
		told(change.firmwareNumber, period?.firmware_id) ||
		told(change.appVersionNumber, period?.app_version_id) ||
		told(change.carrierNumber, period?.carrier_id) ||
		told(change.connectionNumber, period?.connection)
	);
}

function eventsOf(sent: readonly Sent[], acquirerOf: ReadonlyMap<string, number>): ChunkOutcome['events'] {
	const events: ChunkOutcome['events'] = new Map();
	for (const { value } of sent) {
		const acquirerId = acquirerOf.get(value.terminalId)!;
		const event = events.get(acquirerId) ?? { records: 0, firstMs: value.atMs, lastMs: value.atMs };
		event.records++;
		event.firstMs = Math.min(event.firstMs!, value.atMs);
		event.lastMs = Math.max(event.lastMs!, value.atMs);
		events.set(acquirerId, event);
	}
	return events;
}
