import type { RecordReject } from './record-reject.ts';

export type RawRecord = { line: number; value: unknown; raw: string };

export type RawChunk = {
	records: RawRecord[];
	rejects: RecordReject[];
	/** Records refused, which is fewer than `rejects` where one record has several problems. */
	rejected: number;
	/** Decompressed bytes read since the chunk before. */
	bytes: number;
};

/**
 * The longest record that is read, in bytes. The longest honest one (a heartbeat with every key and certificate) stays
 * under 10 KiB; whatever is longer is skipped without being held in memory.
 */
export const RECORD_BYTES_MAX = 64 * 1024;

/** Records handed on at once: large enough for a bulk statement, small enough to keep memory flat. */
export const CHUNK_RECORDS_MAX = 5000;

/** A chunk is handed on early when its records are large. */
export const CHUNK_BYTES_MAX = 4 * 1024 * 1024;
