// What came in and what did not, as files.
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { Batch, Reject, SourceFreshness, UnmappedCode } from './ingest.schemas.ts';

export const BATCHES_FILE: ListFile<Batch> = {
	list: 'batches',
	title: { en: 'Batches', zh: '接收批次' },
	columns: columnsOf<Batch>({
		startedAt: 'instant',
		batchId: 'identifier',
		kind: 'text',
		source: 'text',
		outcome: 'text',
		received: 'integer',
		accepted: 'integer',
		duplicates: 'integer',
		rejected: 'integer',
		firstEventAt: 'instant',
		lastEventAt: 'instant',
		finishedAt: 'instant',
		detail: 'text',
		corrects: 'identifier',
		corrected: 'integer'
	})
};

export const REJECTS_FILE: ListFile<Reject> = {
	list: 'rejects',
	title: { en: 'Rejected records', zh: '拒收记录' },
	columns: columnsOf<Reject>({
		batchId: 'identifier',
		line: 'integer',
		field: 'text',
		code: 'identifier',
		message: 'text',
		raw: 'text'
	})
};

export const FRESHNESS_FILE: ListFile<SourceFreshness> = {
	list: 'freshness',
	title: { en: 'Freshness of the data', zh: '数据新鲜度' },
	columns: columnsOf<SourceFreshness>({
		kind: 'text',
		source: 'text',
		acquirerId: 'identifier',
		lastReceivedAt: 'instant',
		lastEventAt: 'instant',
		records: 'integer'
	})
};

export const UNMAPPED_CODES_FILE: ListFile<UnmappedCode> = {
	list: 'unmapped-codes',
	title: { en: 'Codes without a rule', zh: '未映射应答码' },
	columns: columnsOf<UnmappedCode>({
		codeProfile: 'text',
		responseCode: 'identifier',
		transactions: 'integer',
		firstAt: 'instant',
		lastAt: 'instant'
	})
};
