// The door for everything that comes in: HTTP, the command line and the demo all use this one object.
import { availableParallelism } from 'node:os';
import type { Clock } from '#api/platform/clock.ts';
import { pgClient, type Sql } from '#api/platform/db/client.ts';
import { tooBusy } from '#api/platform/errors.ts';
import type { Metrics } from '#api/platform/metrics.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import type { Scope } from '#api/platform/scope.ts';
import { createClassifierCache } from './storing/classifier-cache.ts';
import { heartbeatIngest } from './ingest-heartbeats.ts';
import { masterDataIngest } from './ingest-master-data.ts';
import { transactionIngest } from './ingest-transactions.ts';
import { ingest, type IngestAnswer, type IngestSource, type Store } from './ingest.usecases.ts';
import { recordSpecs, type RecordKind } from './records/record-specs.ts';
import type { RecordSpec } from './records/record-spec.ts';
import { Identifiers, REGISTRY_CHANNEL } from './storing/identifiers.ts';
import * as kinds from './storing/master-data-kinds.ts';
import { Partitions } from './storing/partitions.ts';
import { TransactionStore } from './storing/transaction-store.ts';
import type { RollUpTable } from './storing/transactions.statement.ts';

/** Bodies read at once. Each holds two chunks of records, about 10 MB; the rest of the world waits or comes again. */
const BODIES_AT_ONCE_MAX = 64;
/** Two writers keep two cores busy; more only wait for one another's roll-up rows. */
const WRITERS_MIN = 2;

/**
 * The look-up of known ids must go through its index even while a partition is young and the planner thinks it tiny: a plan made
 * then would read the grown partition row by row until the next ANALYZE.
 */
const WRITER_SETTINGS = { enable_seqscan: 'off', enable_bitmapscan: 'off' } as const;

export type Intake = {
	take(
		kind: RecordKind,
		principal: Principal,
		source: IngestSource,
		options?: { dryRun?: boolean; correctsBatchId?: string | null }
	): Promise<IngestAnswer>;
	partitions: Partitions;
	/** The next batch reads the rules of response codes again; other processes are told by the database. */
	forgetRules(): void;
	/** Listens for changes that other processes make. */
	listen(): Promise<void>;
	close(): Promise<void>;
};

export function createIntake(parts: {
	url: string;
	sql: Sql;
	clock: Clock;
	timeZone: string;
	metrics: Pick<Metrics, 'ingested'>;
	/** Left out: all. Fewer are for measuring what one of them costs. */
	rollUps?: readonly RollUpTable[];
}): Intake {
	const { clock, timeZone } = parts;
	const writers = pgClient(parts.url, {
		name: 'tillwatch-ingest',
		max: Math.max(WRITERS_MIN, availableParallelism()),
		settings: WRITER_SETTINGS
	});
	const identifiers = new Identifiers(writers);
	const partitions = new Partitions(writers);
	const classifiers = createClassifierCache(writers);
	const transactions = new TransactionStore({
		sql: writers,
		identifiers,
		partitions,
		classifier: async () => classifiers.current(),
		timeZone,
		rollUps: parts.rollUps
	});
	let bodies = 0;

	return {
		partitions,
		async take(kind, principal, source, { dryRun = false, correctsBatchId = null } = {}) {
			if (bodies >= BODIES_AT_ONCE_MAX) {
				throw tooBusy(`${BODIES_AT_ONCE_MAX} bodies are being read already`, { headers: { 'retry-after': '2' } });
			}
			bodies++;
			try {
				// The spec and the store of one kind agree on the record's type; a table over all kinds cannot say so.
				const spec = recordSpecs[kind] as RecordSpec<never>;
				const context = { sql: writers, clock, principal, dryRun, correctsBatchId };
				const sender = nameOf(principal);
				const store = storeFor(kind, { ...context, identifiers, scope: principal.scope, sender, transactions });
				const answer = await ingest(context, spec, store, source);
				if (!dryRun) parts.metrics.ingested(kind, answer);
				return answer;
			} finally {
				bodies--;
			}
		},
		forgetRules: () => classifiers.forget(),
		async listen() {
			await parts.sql.listen(REGISTRY_CHANNEL, () => identifiers.forgetPlaces());
			await classifiers.listen(parts.sql);
		},
		close: async () => writers.end({ timeout: 5 })
	};
}

type StoreParts = {
	sql: Sql;
	clock: Clock;
	dryRun: boolean;
	identifiers: Identifiers;
	scope: Scope;
	sender: string;
	transactions: TransactionStore;
};

/** What a body of that kind is stored by; each body has one of its own. */
function storeFor(kind: RecordKind, parts: StoreParts): Store<never> {
	const stores: Record<RecordKind, () => Store<never>> = {
		transaction: () => transactionIngest({ ...parts, store: parts.transactions }),
		heartbeat: () => heartbeatIngest(parts),
		merchant: () => masterDataIngest(kinds.merchantKind, parts),
		terminal: () => masterDataIngest(kinds.terminalKind, parts),
		feeAgreement: () => masterDataIngest(kinds.feeAgreementKind, parts),
		certificate: () => masterDataIngest(kinds.certificateKind, parts),
		firmwareRelease: () => masterDataIngest(kinds.firmwareReleaseKind, parts),
		firmwareCampaign: () => masterDataIngest(kinds.firmwareCampaignKind, parts),
		expiry: () => masterDataIngest(kinds.expiryKind, parts),
		notice: () => masterDataIngest(kinds.noticeKind, parts)
	};
	return stores[kind]();
}
