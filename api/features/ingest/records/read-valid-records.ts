import type { BodySource } from '../reading/body-bytes.ts';
import { storableRaw } from '../reading/chunk-collector.ts';
import type { CsvShape } from '../reading/csv-parser.ts';
import { readRecords } from '../reading/read-records.ts';
import type { RawChunk, RawRecord } from '../reading/raw-record.ts';
import type { RecordReject } from '../reading/record-reject.ts';
import { bindHeaderOf } from './csv-header.ts';
import { Findings } from './findings.ts';
import type { RecordSpec } from './record-spec.ts';

export type ValidRecord<Record> = { line: number; value: Record; raw: string };

export type ValidChunk<Record> = {
	records: ValidRecord<Record>[];
	/** Problems of refused records, in the order of their lines. */
	rejects: RecordReject[];
	/** Records refused; a record may have several problems. */
	rejected: number;
	/** Always records.length + rejected. */
	received: number;
	/** Decompressed bytes read since the chunk before. */
	bytes: number;
	/** Names of fields outside the contract that were met for the first time; they were left out. */
	ignoredFields: string[];
};

export type PemDefaults = Readonly<{ [field: string]: string | undefined }>;

export type IntakeOptions = {
	contentType: string | null;
	contentEncoding?: string | null | undefined;
	/** Epoch milliseconds, from the clock: instants too far ahead of it are refused. */
	now: number;
	/** Adapts a CSV of another shape; see ../mapping. */
	mapping?: { readonly csv: CsvShape } | undefined;
	/** Fields that every record of a PEM file gets, which itself cannot say whose certificates it holds. */
	pemDefaults?: PemDefaults | undefined;
};

/** A sender that makes up a new field name for each record must not fill our memory with them. */
const IGNORED_FIELDS_MAX = 100;

/**
 * Reads and checks a body: records ready for storing, and for every other one what is wrong with it. A body that breaks off
 * ends in an AppError after all that came before it was handed on.
 */
export async function* readValidRecords<Record>(
	body: BodySource,
	spec: RecordSpec<Record>,
	options: IntakeOptions
): AsyncGenerator<ValidChunk<Record>> {
	const chunks = readRecords(body, {
		contentType: options.contentType,
		contentEncoding: options.contentEncoding,
		csv: options.mapping?.csv ?? { delimiter: ',', bindHeader: bindHeaderOf(spec) },
		allowsCertificates: spec.allowsCertificates,
		provenIdentifiers: spec.provenIdentifiers
	});
	const metFields = new Set<string>();
	for await (const chunk of chunks) yield checkChunk(chunk, spec, options, metFields);
}

export function checkChunk<Record>(
	chunk: RawChunk,
	spec: RecordSpec<Record>,
	options: IntakeOptions,
	metFields: Set<string>
): ValidChunk<Record> {
	const records: ValidRecord<Record>[] = [];
	const rejects = chunk.rejects;
	const ignoredFields: string[] = [];
	let rejected = chunk.rejected;
	let findings = new Findings(options.now);
	for (const raw of chunk.records) {
		const value = spec.validate(withDefaults(raw.value, options.pemDefaults), findings);
		if (value !== null) records.push({ line: raw.line, value, raw: raw.raw });
		else {
			rejects.push(...rejectsOf(raw, findings));
			rejected += 1;
		}
		for (const field of findings.ignoredFields) {
			if (metFields.has(field) || metFields.size >= IGNORED_FIELDS_MAX) continue;
			metFields.add(field);
			ignoredFields.push(field);
		}
		if (!findings.isEmpty) findings = new Findings(options.now);
	}
	rejects.sort((a, b) => a.line - b.line);
	return { records, rejects, rejected, received: records.length + rejected, bytes: chunk.bytes, ignoredFields };
}

function rejectsOf(record: RawRecord, findings: Findings): RecordReject[] {
	const raw = findings.isSecret ? null : storableRaw(record.raw.trim());
	return findings.problems.map((problem) => ({ line: record.line, ...problem, raw }));
}

function withDefaults(value: unknown, defaults: IntakeOptions['pemDefaults']): unknown {
	const isFromPem = typeof value === 'object' && value !== null && 'pem' in value;
	return defaults === undefined || !isFromPem ? value : { ...defaults, ...value };
}
