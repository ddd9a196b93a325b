import { holdsCardNumber, quoted } from '../reading/card-guard.ts';
import type { BindHeader, CsvShape, RowReader } from '../reading/csv-parser.ts';
import { headerUnusable } from '../reading/ingest.errors.ts';
import { nearestName } from '../reading/nearest-name.ts';
import type { Problem } from '../reading/record-reject.ts';
import { recordSpecs, type RecordKind } from '../records/record-specs.ts';
import { columnsOf } from './field-source.ts';
import { bindField, type RowField } from './map-field.ts';
import { mappingInvalid, type Mapping } from './mapping.schema.ts';

/** A mapping that made sense, ready to read a CSV; serves any number of files. */
export type CompiledMapping = { readonly kind: RecordKind; readonly csv: CsvShape };

type Issue = { path: string; code: string; message: string };

export function compileMapping(mapping: Mapping): CompiledMapping {
	const issues = contradictions(mapping);
	if (issues.length > 0) {
		throw mappingInvalid(issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '), { issues });
	}
	// Formats are compiled here once, so that a mistake in one shows before any file is opened.
	for (const [name, field] of Object.entries(mapping.fields)) bindField(name, field, mapping, []);
	return { kind: mapping.kind, csv: { delimiter: mapping.delimiter, bindHeader: bindHeader(mapping) } };
}

function contradictions({ kind, fields, identifiers, clean, ignored }: Mapping): Issue[] {
	const known = recordSpecs[kind].fields;
	const issue = (path: string, message: string) => ({ path, code: 'mapping.contradiction', message });
	const unknown = (path: string, name: string) => {
		const nearest = nearestName(name, Object.keys(known));
		const help = nearest === null ? `known are ${Object.keys(known).join(', ')}` : `did you mean ${nearest}?`;
		return issue(path, `${quoted(name)} is no field of a ${kind}; ${help}`);
	};
	const used = new Set(Object.values(fields).flatMap(columnsOf));
	return [
		...Object.keys(fields).flatMap((name) => (name in known ? [] : [unknown(`fields.${name}`, name)])),
		...identifiers.flatMap((name, at) => (name in known ? [] : [unknown(`identifiers.${at}`, name)])),
		...Object.entries(known).flatMap(([name, field]) =>
			field.isRequired && fields[name] === undefined
				? [issue(`fields.${name}`, 'is missing: every record needs it')]
				: []
		),
		...Object.keys(clean).flatMap((column) =>
			used.has(column) ? [] : [issue(`clean.${column}`, 'is used by no field')]
		),
		...Object.keys(ignored).flatMap((column) =>
			used.has(column) ? [issue(`ignored.${column}`, 'is used by a field')] : []
		)
	];
}

function bindHeader(mapping: Mapping): BindHeader {
	return (cells) => {
		const header = cells.map((cell) => cell.trim());
		const issues = headerIssues(header, mapping);
		if (issues.length > 0) throw headerUnusable(issues.map((issue) => issue.message).join(' '), { issues });
		const fields = Object.entries(mapping.fields).map(([name, field]) => bindField(name, field, mapping, header));
		// The currency decides how an amount is read, so it comes first.
		fields.sort((a, b) => Number(b.name === 'currency') - Number(a.name === 'currency'));
		const trusted = new Set(mapping.identifiers.flatMap((name) => columnsOf(mapping.fields[name] ?? {})));
		const refunds = mapping.fields['amountMinor']?.amount?.negative === 'refund';
		return rowReader(
			fields,
			header.map((column) => trusted.has(column)),
			refunds
		);
	};
}

function headerIssues(header: readonly string[], mapping: Mapping): Issue[] {
	const used = new Set(Object.values(mapping.fields).flatMap(columnsOf));
	const issue = (path: string, code: string, message: string) => ({ path, code: `header.${code}`, message });
	const missing = [...used].filter((column) => !header.includes(column));
	const repeated = header.filter((column, at) => used.has(column) && header.indexOf(column) !== at);
	const leftOver =
		'*' in mapping.ignored ? [] : header.filter((column) => !used.has(column) && !(column in mapping.ignored));
	return [
		...missing.map((column) => {
			const nearest = nearestName(column, header);
			const help = nearest === null ? '' : ` Did you mean ${quoted(nearest)}?`;
			return issue(
				column,
				'missing_column',
				`The mapping uses the column ${quoted(column)}, which the file does not have.${help}`
			);
		}),
		...repeated.map((column) => issue(column, 'duplicate_column', `The column ${quoted(column)} is there twice.`)),
		...leftOver.map((column) =>
			issue(
				column,
				'unknown_column',
				`The column ${quoted(column)} is neither mapped nor listed in "ignored" with a reason.`
			)
		)
	];
}

function rowReader(fields: readonly RowField[], isTrusted: readonly boolean[], refunds: boolean): RowReader {
	const trustsAny = isTrusted.includes(true);
	return {
		read: (cells) => {
			const record: Record<string, unknown> = {};
			const problems: Problem[] = [];
			for (const field of fields) field.write(cells, record, problems);
			if (refunds && Number(record['amountMinor']) < 0 && record['type'] === 'sale') record['type'] = 'refund';
			if (trustsAny) checkUntrusted(fields, record, problems);
			return problems.length > 0 ? { problems } : { value: record };
		},
		guardedText: (cells, raw) => (trustsAny ? cells.filter((_, at) => isTrusted[at] !== true).join('\n') : raw)
	};
}

/** A column that was declared to hold identifiers must not carry a card number into any other field. */
function checkUntrusted(fields: readonly RowField[], record: Record<string, unknown>, problems: Problem[]): void {
	for (const { name, isIdentifier } of fields) {
		const value = record[name];
		if (isIdentifier || typeof value !== 'string' || !holdsCardNumber(value)) continue;
		const message =
			'holds a card number, or an identifier that looks like one; list the field in "identifiers" if it is one';
		problems.push({ field: name, code: `${name}.card_number`, message });
	}
}
