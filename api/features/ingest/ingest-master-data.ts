// Bulk upsert of master data: what already stands is a duplicate, what differs is written, the last of several in one body wins.
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { RecordReject } from './reading/record-reject.ts';
import type { ChunkOutcome, SentRecord, Store } from './ingest.usecases.ts';
import { notifyRegistryChanged } from './storing/batches.repo.ts';
import type { Identifiers } from './storing/identifiers.ts';
import { sameContent, type MasterDataKind, type Refusal } from './storing/master-data-kinds.ts';

export type MasterDataParts = {
	sql: Sql;
	identifiers: Identifiers;
	clock: Clock;
	scope: Scope;
	/** Who sends, as batches and the audit trail name it. */
	sender: string;
	dryRun: boolean;
};

export function masterDataIngest<T extends object>(kind: MasterDataKind<T>, parts: MasterDataParts): Store<T> {
	return async (sent) => {
		const rejects: RecordReject[] = [];
		const allowed = await withoutRefused(kind, parts, sent, rejects);
		const values = allowed.map((each) => each.value);
		const stored = new Map((await kind.find(parts.sql, values)).map((record) => [kind.keyOf(record), record]));
		const changed = new Map<string, T>();
		let duplicates = 0;
		for (const value of values) {
			const key = kind.keyOf(value);
			const before = changed.get(key) ?? stored.get(key);
			if (before && (kind.says?.(before, value) ?? sameContent(before, value))) duplicates++;
			else changed.set(key, value);
		}
		const now = parts.clock.now();
		if (changed.size > 0 && !parts.dryRun) {
			const { sql, identifiers, sender, scope } = parts;
			await kind.write({ sql, identifiers, now, sender, scope }, [...changed.values()]);
			if (kind.changesRegistry) {
				parts.identifiers.forgetPlaces();
				await notifyRegistryChanged(parts.sql);
			}
		}
		return {
			accepted: values.length - duplicates,
			duplicates,
			rejected: rejects.length,
			rejects,
			events: parts.dryRun ? new Map() : await eventsOf(kind, parts.identifiers, values)
		};
	};
}

async function withoutRefused<T>(
	kind: MasterDataKind<T>,
	parts: MasterDataParts,
	sent: readonly SentRecord<T>[],
	rejects: RecordReject[]
) {
	const refusesPlace = await kind.refuse?.(
		parts.identifiers,
		sent.map((each) => each.value)
	);
	const refusesSender = await senderCheck(kind, parts, sent);
	return sent.filter((each) => {
		const refusal = refusesSender(each.value) ?? refusesPlace?.(each.value) ?? null;
		if (refusal) rejects.push({ line: each.line, raw: each.raw, ...refusal });
		return refusal === null;
	});
}

/** A sender bound to one acquirer may write that acquirer's things, and take over nobody else's. */
async function senderCheck<T>(
	kind: MasterDataKind<T>,
	{ sql, identifiers, scope }: MasterDataParts,
	sent: readonly SentRecord<T>[]
): Promise<(record: T) => Refusal | null> {
	if (scope.kind === 'fleet') return () => null;
	const own = await identifiers.acquirerCodes(scope.acquirerIds);
	const isOwn = (record: T) => own.has(kind.acquirerOf(record) ?? '');
	const stored = await kind.find(
		sql,
		sent.map((each) => each.value)
	);
	const foreign = new Set(stored.filter((record) => !isOwn(record)).map((record) => kind.keyOf(record)));
	return (record) =>
		isOwn(record) && !foreign.has(kind.keyOf(record))
			? null
			: {
					field: 'acquirerId',
					code: 'acquirerId.not_yours',
					message: `These credentials send for ${[...own].join(', ')} only`
				};
}

async function eventsOf<T>(kind: MasterDataKind<T>, identifiers: Identifiers, records: readonly T[]) {
	const acquirers = await identifiers.dimension('acquirer', []);
	const events: ChunkOutcome['events'] = new Map();
	for (const record of records) {
		const acquirerId = acquirers.get(kind.acquirerOf(record) ?? '');
		if (acquirerId === undefined) continue;
		const event = events.get(acquirerId) ?? { records: 0, firstMs: null, lastMs: null };
		event.records++;
		events.set(acquirerId, event);
	}
	return events;
}
