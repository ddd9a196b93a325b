import type { FieldTable, JsonSchema, ReadBy } from './field.ts';
import type { Findings } from './findings.ts';
import { fieldsReader, objectSchema } from './read-fields.ts';

/** Everything about one kind of record that comes in: how it is checked, described and named in a CSV. */
export type RecordSpec<Record> = {
	/** Singular noun, as batches and data freshness name it. */
	readonly kind: string;
	readonly fields: FieldTable;
	/** For the OpenAPI document, from the same table that checks. */
	readonly jsonSchema: JsonSchema;
	/** Column names of a CSV, snake_case; camelCase is taken as well. */
	readonly csvColumns: readonly string[];
	/** Whether files that hold certificates themselves (PEM, DER, PKCS#7, a ZIP of them) are taken as well. */
	readonly allowsCertificates: boolean;
	/** The record ready for storing, or null with the problems noted in the findings. */
	readonly validate: (value: unknown, findings: Findings) => Record | null;
	/** Texts that may pass for a card number but are proven to be something else. */
	readonly provenIdentifiers: (value: unknown) => readonly string[];
};

type Definition<Fields extends FieldTable, Record> = {
	kind: string;
	description: string;
	fields: Fields;
	/** Rules that join fields. Runs although a field has a problem: what could not be read is null. */
	check?: (read: Partial<ReadBy<Fields>>, findings: Findings) => void;
	/** Runs only when nothing is wrong. */
	build: (read: ReadBy<Fields>, findings: Findings) => Record | null;
	allowsCertificates?: boolean;
	provenIdentifiers?: (value: unknown) => readonly string[];
};

export function defineRecord<Fields extends FieldTable, Record>(
	definition: Definition<Fields, Record>
): RecordSpec<Record> {
	const { kind, description, fields, check, build } = definition;
	const read = fieldsReader(fields);
	return {
		kind,
		fields,
		jsonSchema: objectSchema(fields, description),
		csvColumns: Object.keys(fields).map(snakeCase),
		allowsCertificates: definition.allowsCertificates ?? false,
		provenIdentifiers: definition.provenIdentifiers ?? (() => []),
		validate: (value, findings) => {
			if (typeof value !== 'object' || value === null || Array.isArray(value)) {
				return findings.addToRecord('not_an_object', `must be a JSON object { } with the fields of a ${kind}`);
			}
			const result = read(value as { [name: string]: unknown }, '', findings);
			check?.(result, findings);
			return findings.problems.length > 0 ? null : build(result, findings);
		}
	};
}

export function snakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
