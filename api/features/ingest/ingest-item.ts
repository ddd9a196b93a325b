// Rows of the lists of what came in, as the API shows them.
import type { listBatches, listFreshness, listUnmappedCodes, rejectsInOrder } from './ingest.repo.ts';
import type { Batch, Reject, SourceFreshness, UnmappedCode } from './ingest.schemas.ts';

type RowOf<List extends (...args: never[]) => Promise<{ items: unknown[] }>> = Awaited<
	ReturnType<List>
>['items'][number];

export function batchItem(row: RowOf<typeof listBatches>): Batch {
	return {
		batchId: row.batch_id,
		kind: row.kind,
		source: row.source,
		startedAt: row.started_at.toISOString(),
		finishedAt: row.finished_at?.toISOString() ?? null,
		outcome: row.outcome as 'running' | 'complete' | 'broken_off',
		detail: row.detail,
		received: row.received,
		accepted: row.accepted,
		duplicates: row.duplicates,
		rejected: row.rejected,
		firstEventAt: row.first_event_at?.toISOString() ?? null,
		lastEventAt: row.last_event_at?.toISOString() ?? null,
		corrects: row.corrects_batch_id,
		// A file that also holds what was never refused makes good no more than was.
		corrected: Math.min(row.corrected, row.rejected),
		correctedBy: row.corrected_by
	};
}

export function rejectItem(row: Awaited<ReturnType<ReturnType<typeof rejectsInOrder>['execute']>>[number]): Reject {
	return {
		batchId: row.batch_id,
		line: row.line,
		field: row.field,
		code: row.code,
		message: row.message,
		raw: row.raw
	};
}

export function freshnessItem(row: Awaited<ReturnType<typeof listFreshness>>[number]): SourceFreshness {
	return {
		kind: row.kind,
		source: row.source,
		acquirerId: row.acquirer_code,
		lastReceivedAt: row.last_received_at.toISOString(),
		lastEventAt: row.last_event_at?.toISOString() ?? null,
		records: row.records
	};
}

export function unmappedCodeItem(row: RowOf<typeof listUnmappedCodes>): UnmappedCode {
	return {
		codeProfile: row.profile,
		responseCode: row.code,
		transactions: Number(row.transactions),
		firstAt: row.first_at.toISOString(),
		lastAt: row.last_at.toISOString()
	};
}
