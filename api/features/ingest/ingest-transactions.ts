// Transactions: the same id counts once, and says so when its content differs.
import type { Clock } from '#api/platform/clock.ts';
import type { Scope } from '#api/platform/scope.ts';
import { dryRunTooLarge } from './reading/ingest.errors.ts';
import type { RecordReject } from './reading/record-reject.ts';
import type { ChunkOutcome, SentRecord, Store } from './ingest.usecases.ts';
import type { TransactionRecord } from './records/transaction.ts';
import type { TransactionStore } from './storing/transaction-store.ts';
import type { Identifiers } from './storing/identifiers.ts';

/** A dry run stores nothing, so it must remember the ids it has met: this bounds its memory at about 150 MB. */
export const DRY_RUN_RECORDS_MAX = 1_000_000;

type Sent = SentRecord<TransactionRecord>;

export function transactionIngest(parts: {
	store: TransactionStore;
	identifiers: Identifiers;
	clock: Clock;
	scope: Scope;
	dryRun: boolean;
}): Store<TransactionRecord> {
	const metInDryRun = new Map<string, string>();
	return async (sent) => {
		const rejects: RecordReject[] = [];
		const own = await ownRecords(sent, parts.scope, parts.identifiers, rejects);
		const { fresh, repeated } = withoutRepeats(own, parts.dryRun ? metInDryRun : null, rejects);
		if (metInDryRun.size > DRY_RUN_RECORDS_MAX) {
			throw dryRunTooLarge(`A dry run takes ${DRY_RUN_RECORDS_MAX} records at most: check a part of the file`);
		}
		const records = fresh.map((each) => each.value);
		const result = parts.dryRun
			? await parts.store.compare(records)
			: await parts.store.store(records, parts.clock.now());
		for (const place of result.conflicts) rejects.push(conflict(fresh[place - 1]!));
		for (const place of result.refused) rejects.push(oneKindTooMany(fresh[place - 1]!));
		const failed = new Set([...result.conflicts, ...result.refused].map((place) => fresh[place - 1]!));
		return {
			accepted: result.stored,
			duplicates: repeated + result.repeated,
			rejected: rejects.length,
			rejects,
			events: await eventsOf(
				fresh.filter((each) => !failed.has(each)),
				parts.identifiers,
				parts.dryRun
			)
		};
	};
}

/** A sender bound to one acquirer may speak for that one only. */
async function ownRecords(sent: readonly Sent[], scope: Scope, identifiers: Identifiers, rejects: RecordReject[]) {
	if (scope.kind === 'fleet') return sent;
	const own = await identifiers.acquirerCodes(scope.acquirerIds);
	return sent.filter((each) => {
		if (own.has(each.value.acquirerId)) return true;
		rejects.push(
			reject(each, 'acquirerId', 'acquirerId.not_yours', `These credentials send for ${[...own].join(', ')} only`)
		);
		return false;
	});
}

function withoutRepeats(sent: readonly Sent[], met: Map<string, string> | null, rejects: RecordReject[]) {
	const firstById = new Map<string, Sent>();
	const fresh: Sent[] = [];
	let repeated = 0;
	for (const each of sent) {
		const identity = `${each.value.acquirerId}\0${each.value.id}`;
		const first = firstById.get(identity);
		const before = met?.get(identity) ?? (first && JSON.stringify(first.value));
		if (before === undefined) {
			firstById.set(identity, each);
			met?.set(identity, JSON.stringify(each.value));
			fresh.push(each);
		} else if (before === JSON.stringify(each.value)) {
			repeated++;
		} else {
			rejects.push(conflict(each));
		}
	}
	return { fresh, repeated };
}

const reject = (sent: Sent, field: string, code: string, message: string): RecordReject => ({
	line: sent.line,
	field,
	code,
	message,
	raw: sent.raw
});

const conflict = (sent: Sent) =>
	reject(
		sent,
		'id',
		'id.conflict',
		'This id was sent before with other content: what is stored stays; a correction needs an id of its own'
	);

const oneKindTooMany = (sent: Sent) =>
	reject(
		sent,
		'responseCode',
		'dimension.full',
		'There are too many different acquirers, issuers or response codes already: check that these fields hold codes'
	);

async function eventsOf(stored: readonly Sent[], identifiers: Identifiers, dryRun: boolean) {
	const events: ChunkOutcome['events'] = new Map();
	if (dryRun || stored.length === 0) return events;
	const acquirers = await identifiers.dimension('acquirer', []);
	for (const { value } of stored) {
		const acquirerId = acquirers.get(value.acquirerId)!;
		const event = events.get(acquirerId);
		if (!event) {
			events.set(acquirerId, { records: 1, firstMs: value.occurredAtMs, lastMs: value.occurredAtMs });
			continue;
		}
		event.records++;
		event.firstMs = Math.min(event.firstMs!, value.occurredAtMs);
		event.lastMs = Math.max(event.lastMs!, value.occurredAtMs);
	}
	return events;
}
