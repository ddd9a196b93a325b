// Taking in a body of records, whatever their kind: read, check, store chunk by chunk, and account for every single record.
import { randomUUID } from 'node:crypto';
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { AppError } from '#api/platform/errors.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import type { CompiledMapping } from './mapping/compile-mapping.ts';
import { tooManyRejects } from './reading/ingest.errors.ts';
import type { RecordReject } from './reading/record-reject.ts';
import { readValidRecords, type PemDefaults, type ValidChunk } from './records/read-valid-records.ts';
import type { RecordSpec } from './records/record-spec.ts';
import { keepRejects, openBatch, recordBatch, recordFreshness, type BatchCounts } from './storing/batches.repo.ts';

/** Problems listed in the answer itself; all of them are kept and can be listed. */
export const ERRORS_ANSWERED_MAX = 100;
/** More refused records than this in one body mean that the body is of another kind or format: it is broken off, and says so. */
export const REJECTS_PER_BATCH_MAX = 100_000;

export type SentRecord<T> = { line: number; value: T; raw: string };

/** What became of one chunk. `events`: per acquirer, how many records and the newest moment they tell of. */
export type ChunkOutcome = {
	accepted: number;
	duplicates: number;
	rejected: number;
	rejects: RecordReject[];
	events: Map<number, { records: number; firstMs: number | null; lastMs: number | null }>;
};

/** Stores valid records of one kind, or with a dry run only tells what would become of them. One instance serves one body. */
export type Store<T> = (records: readonly SentRecord<T>[]) => Promise<ChunkOutcome>;

export type IngestSource = {
	body: AsyncIterable<Uint8Array>;
	contentType: string | null;
	contentEncoding: string | null;
	mapping?: CompiledMapping;
	/** Fields of every certificate of a PEM file. */
	pemDefaults?: PemDefaults;
	/** Called after each chunk, for a progress bar. */
	onProgress?: (counts: BatchCounts, bytes: number) => void;
};

export type IngestAnswer = BatchCounts & {
	batchId: string;
	errors: { line: number; field: string | null; code: string; message: string }[];
	ignoredFields: string[];
};

export type IngestContext = {
	sql: Sql;
	clock: Clock;
	principal: Principal;
	dryRun: boolean;
	/** The batch whose rejected records are sent again; within reach of the principal. */
	correctsBatchId: string | null;
};

/**
 * Reads the whole body and answers with counts that add up. An unreadable end (truncated gzip, broken JSON) throws the reader's
 * AppError with the counts so far; what was counted as accepted is stored.
 */
export async function ingest<T>(
	context: IngestContext,
	spec: RecordSpec<T>,
	store: Store<T>,
	source: IngestSource
): Promise<IngestAnswer> {
	const batch = new Batch(context, spec.kind);
	try {
		const chunks = readValidRecords(source.body, spec, {
			contentType: source.contentType,
			contentEncoding: source.contentEncoding,
			now: context.clock.now().getTime(),
			mapping: source.mapping,
			pemDefaults: source.pemDefaults
		});
		for await (const chunk of oneAhead(chunks)) {
			await batch.take(chunk, await store(chunk.records));
			source.onProgress?.(batch.counts, chunk.bytes);
		}
		return await batch.end('complete', null);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const answer = await batch.end('broken_off', error.code);
		throw new AppError(error, error.message, {
			issues: error.issues,
			headers: error.headers,
			extra: { ...error.extra, ...answer },
			cause: error
		});
	}
}

/** Parses the next chunk while the database stores this one. */
async function* oneAhead<T>(chunks: AsyncGenerator<T>): AsyncGenerator<T> {
	let next = chunks.next();
	next.catch(() => {});
	try {
		for (;;) {
			const { done, value } = await next;
			if (done) return;
			next = chunks.next();
			next.catch(() => {});
			yield value;
		}
	} finally {
		await next.catch(() => {});
		await chunks.return(undefined);
	}
}

class Batch {
	readonly counts: BatchCounts = { received: 0, accepted: 0, duplicates: 0, rejected: 0 };
	readonly #context: IngestContext;
	readonly #kind: string;
	readonly #batchId = randomUUID();
	readonly #startedAt: Date;
	readonly #acquirerId: number | null;
	readonly #errors: IngestAnswer['errors'] = [];
	readonly #ignoredFields = new Set<string>();
	readonly #events: ChunkOutcome['events'] = new Map();
	#isOpen = false;
	#problems = 0;

	constructor(context: IngestContext, kind: string) {
		this.#context = context;
		this.#kind = kind;
		this.#startedAt = context.clock.now();
		const { scope } = context.principal;
		this.#acquirerId = scope.kind === 'acquirers' ? (scope.acquirerIds[0] ?? null) : null;
	}

	async take(chunk: ValidChunk<unknown>, outcome: ChunkOutcome): Promise<void> {
		this.counts.received += chunk.received;
		this.counts.accepted += outcome.accepted;
		this.counts.duplicates += outcome.duplicates;
		this.counts.rejected += chunk.rejected + outcome.rejected;
		for (const field of chunk.ignoredFields) this.#ignoredFields.add(field);
		this.#addEvents(outcome.events);
		const rejects = [...chunk.rejects, ...outcome.rejects].sort((a, b) => a.line - b.line);
		for (const { line, field, code, message } of rejects) {
			if (this.#errors.length < ERRORS_ANSWERED_MAX) this.#errors.push({ line, field, code, message });
		}
		if (!this.#context.dryRun && rejects.length > 0) {
			await this.#open();
			await keepRejects(this.#context.sql, this.#batchId, this.#acquirerId, rejects, this.#problems);
		}
		this.#problems += rejects.length;
		if (this.counts.rejected > REJECTS_PER_BATCH_MAX) {
			throw tooManyRejects(`More than ${REJECTS_PER_BATCH_MAX} records were refused: is this the right kind of file?`);
		}
	}

	async end(outcome: 'complete' | 'broken_off', detail: string | null): Promise<IngestAnswer> {
		const { sql, clock, principal, dryRun } = this.#context;
		if (!dryRun) {
			const finishedAt = clock.now();
			const events = [...this.#events];
			await this.#open();
			await recordBatch(sql, this.#batchId, {
				...this.counts,
				finishedAt,
				outcome,
				detail,
				firstEventAt: toDate(Math.min(...events.map(([, event]) => event.firstMs ?? Infinity))),
				lastEventAt: toDate(Math.max(...events.map(([, event]) => event.lastMs ?? -Infinity)))
			});
			const freshness = events.map(([acquirerId, event]) => ({
				acquirerId,
				lastEventAt: toDate(event.lastMs ?? -Infinity),
				records: event.records
			}));
			await recordFreshness(sql, this.#kind, nameOf(principal), finishedAt, freshness);
		}
		return {
			batchId: this.#batchId,
			...this.counts,
			errors: this.#errors,
			ignoredFields: [...this.#ignoredFields]
		};
	}

	async #open(): Promise<void> {
		if (this.#isOpen) return;
		this.#isOpen = true;
		await openBatch(this.#context.sql, {
			batchId: this.#batchId,
			kind: this.#kind,
			source: nameOf(this.#context.principal),
			acquirerId: this.#acquirerId,
			startedAt: this.#startedAt,
			correctsBatchId: this.#context.correctsBatchId
		});
	}

	#addEvents(events: ChunkOutcome['events']): void {
		for (const [acquirerId, event] of events) {
			const before = this.#events.get(acquirerId);
			if (!before) {
				this.#events.set(acquirerId, { ...event });
				continue;
			}
			before.records += event.records;
			before.firstMs = least(before.firstMs, event.firstMs);
			before.lastMs = greatest(before.lastMs, event.lastMs);
		}
	}
}

const least = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
const greatest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b));
const toDate = (ms: number) => (Number.isFinite(ms) ? new Date(ms) : null);
