import type { Sql } from '#api/platform/db/client.ts';
import type { RecordReject } from '../reading/record-reject.ts';
import { REGISTRY_CHANNEL } from './identifiers.ts';

export type BatchCounts = { received: number; accepted: number; duplicates: number; rejected: number };

export type BatchStart = {
	batchId: string;
	kind: string;
	source: string;
	acquirerId: number | null;
	startedAt: Date;
	/** The batch whose rejected records it holds, corrected. */
	correctsBatchId: string | null;
};

export async function openBatch(sql: Sql, batch: BatchStart): Promise<void> {
	await sql`
		insert into ingest_batch (batch_id, kind, source, acquirer_id, started_at, corrects_batch_id, outcome, received, accepted, duplicates, rejected)
		values (${batch.batchId}, ${batch.kind}, ${batch.source}, ${batch.acquirerId}, ${batch.startedAt}, ${batch.correctsBatchId},
			'running', 0, 0, 0, 0)`;
}

export type BatchEnd = BatchCounts & {
	finishedAt: Date | null;
	outcome: 'running' | 'complete' | 'broken_off';
	detail: string | null;
	firstEventAt: Date | null;
	lastEventAt: Date | null;
};

export async function recordBatch(sql: Sql, batchId: string, end: BatchEnd): Promise<void> {
	await sql`
		update ingest_batch set finished_at = ${end.finishedAt}, outcome = ${end.outcome}, detail = ${end.detail},
			received = ${end.received}, accepted = ${end.accepted}, duplicates = ${end.duplicates}, rejected = ${end.rejected},
			first_event_at = ${end.firstEventAt}, last_event_at = ${end.lastEventAt}
		where batch_id = ${batchId}`;
}

/** @param position of the first of these problems within the batch: keeps several problems of one line apart. */
export async function keepRejects(
	sql: Sql,
	batchId: string,
	acquirerId: number | null,
	rejects: readonly RecordReject[],
	position: number
): Promise<void> {
	if (rejects.length === 0) return;
	await sql`
		insert into ingest_reject (batch_id, line, position, field, code, message, raw, acquirer_id)
		select ${batchId}::uuid, line, ${position}::int + ordinal, field, code, message, raw, ${acquirerId}::smallint
		from unnest(${rejects.map((each) => each.line)}::bigint[], ${rejects.map((each) => each.field)}::text[],
			${rejects.map((each) => each.code)}::text[], ${rejects.map((each) => each.message)}::text[],
			${rejects.map((each) => each.raw)}::text[]) with ordinality as given(line, field, code, message, raw, ordinal)`;
}

export type FreshnessUpdate = { acquirerId: number; lastEventAt: Date | null; records: number };

export async function recordFreshness(
	sql: Sql,
	kind: string,
	source: string,
	receivedAt: Date,
	updates: readonly FreshnessUpdate[]
): Promise<void> {
	if (updates.length === 0) return;
	const sorted = updates.toSorted((a, b) => a.acquirerId - b.acquirerId);
	await sql`
		insert into ingest_freshness as f (kind, source, acquirer_id, last_received_at, last_event_at, records)
		select ${kind}, ${source}, acquirer_id, ${receivedAt}, last_event_at, records
		from unnest(${sorted.map((each) => each.acquirerId)}::smallint[],
			${sorted.map((each) => each.lastEventAt?.toISOString() ?? null)}::timestamptz[],
			${sorted.map((each) => each.records)}::bigint[]) as given(acquirer_id, last_event_at, records)
		on conflict (kind, source, acquirer_id) do update set
			last_received_at = greatest(f.last_received_at, excluded.last_received_at),
			last_event_at = greatest(f.last_event_at, excluded.last_event_at),
			records = f.records + excluded.records`;
}

/** Other processes remember what terminals are; this makes them read again. */
export async function notifyRegistryChanged(sql: Sql): Promise<void> {
	await sql.notify(REGISTRY_CHANNEL, '');
}
