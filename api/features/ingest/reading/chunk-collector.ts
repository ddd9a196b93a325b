import { cardNumberProblem, holdsCardNumber } from './card-guard.ts';
import { CHUNK_BYTES_MAX, CHUNK_RECORDS_MAX, RECORD_BYTES_MAX, type RawChunk, type RawRecord } from './raw-record.ts';
import type { Problem, RecordReject } from './record-reject.ts';

/** Reads one format: bytes go in as they arrive, records and rejects come out through the collector. */
export interface RecordParser {
	push(bytes: Buffer, out: ChunkCollector): void;
	/** Throws when the body stopped in the middle. */
	end(out: ChunkCollector): void | Promise<void>;
}

/** Texts of a record that look like a card number by chance but are proven to be something else, by a check digit of their own. */
export type ProvenIdentifiers = (value: unknown) => readonly string[];

/** Gathers records and rejects into chunks of bounded size, and keeps card numbers out of both. */
export class ChunkCollector {
	#records: RawRecord[] = [];
	#rejects: RecordReject[] = [];
	#rejected = 0;
	#bytes = 0;
	#heldLength = 0;
	readonly #provenIdentifiers: ProvenIdentifiers;

	constructor(provenIdentifiers: ProvenIdentifiers = () => []) {
		this.#provenIdentifiers = provenIdentifiers;
	}

	countBytes(bytes: number): void {
		this.#bytes += bytes;
	}

	/** `guarded` is the part of the record in which a card number must not occur: all of it unless a mapping says otherwise. */
	add(line: number, value: unknown, raw: string, guarded: string = raw): void {
		if (holdsCardNumber(guarded) && this.#holdsUnprovenNumber(value, guarded)) {
			this.#reject(line, [cardNumberProblem(value)], null);
			return;
		}
		this.#records.push({ line, value, raw });
		this.#heldLength += raw.length;
	}

	#holdsUnprovenNumber(value: unknown, guarded: string): boolean {
		const proven = this.#provenIdentifiers(value);
		if (proven.length === 0) return true;
		return holdsCardNumber(proven.reduce((text, identifier) => text.replaceAll(identifier, ' '), guarded));
	}

	reject(line: number, problems: readonly Problem[], raw: string | null, guarded: string | null = raw): void {
		if (guarded !== null && holdsCardNumber(guarded)) this.#reject(line, [cardNumberProblem(null)], null);
		else this.#reject(line, problems, raw);
	}

	rejectTooLarge(line: number): void {
		const message = `is longer than ${RECORD_BYTES_MAX} bytes; send one record per line, each shorter than that`;
		this.#reject(line, [{ field: null, code: 'record.too_large', message }], null);
	}

	rejectNotUtf8(line: number): void {
		const message =
			'is not UTF-8; send UTF-8, or say charset=gb18030 (or gbk) in the Content-Type if the text is encoded so';
		this.#reject(line, [{ field: null, code: 'record.not_utf8', message }], null);
	}

	#reject(line: number, problems: readonly Problem[], raw: string | null): void {
		const kept = storableRaw(raw);
		for (const { field, code, message } of problems) this.#rejects.push({ line, field, code, message, raw: kept });
		this.#rejected += 1;
		this.#heldLength += kept?.length ?? 0;
	}

	get isFull(): boolean {
		return this.#records.length + this.#rejected >= CHUNK_RECORDS_MAX || this.#heldLength >= CHUNK_BYTES_MAX;
	}

	get isEmpty(): boolean {
		return this.#records.length === 0 && this.#rejected === 0 && this.#bytes === 0;
	}

	/** Everything gathered so far, but never more than CHUNK_RECORDS_MAX records: ask again while not empty. */
	take(): RawChunk {
		const records = this.#records.splice(0, CHUNK_RECORDS_MAX);
		const chunk = { records, rejects: this.#rejects, rejected: this.#rejected, bytes: this.#bytes };
		this.#rejects = [];
		this.#rejected = 0;
		this.#bytes = 0;
		this.#heldLength = 0;
		return chunk;
	}
}

/** What a text column can hold: Postgres refuses NUL, and half of a surrogate pair is no character. */
export function storableRaw(raw: string | null): string | null {
	if (raw === null || holdsCardNumber(raw)) return null;
	return raw.includes('\0') ? raw.replaceAll('\0', '\u2400').toWellFormed() : raw.toWellFormed();
}
