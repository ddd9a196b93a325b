import { quoted } from '../reading/card-guard.ts';
import type { Problem } from '../reading/record-reject.ts';
import { recordSpecs } from '../records/record-specs.ts';
import { fieldText } from './field-source.ts';
import { mappingInvalid, type FieldMapping, type Mapping } from './mapping.schema.ts';
import { readAmount } from './read-amount.ts';
import { dateReader } from './read-date.ts';
import { valueMapper } from './value-map.ts';

/** One field of the records that a mapping makes, bound to a header. */
export type RowField = {
	readonly name: string;
	readonly isIdentifier: boolean;
	/** Puts the field's wire value into the record, or notes why it cannot. */
	readonly write: (cells: readonly string[], record: Record<string, unknown>, problems: Problem[]) => void;
};

type Convert = (text: string, record: Record<string, unknown>, problems: Problem[]) => unknown;

export function bindField(name: string, field: FieldMapping, mapping: Mapping, header: readonly string[]): RowField {
	const isIdentifier = mapping.identifiers.includes(name);
	const constant = field.constant;
	if (constant !== undefined) {
		return { name, isIdentifier, write: (_, record) => void (record[name] = constant) };
	}
	const text = fieldText(field, header, mapping.clean);
	const convert = converter(name, field, mapping);
	const whenEmpty = field.default ?? null;
	const mapsEmpty = field.values !== undefined && '' in field.values;
	return {
		name,
		isIdentifier,
		write: (cells, record, problems) => {
			const cell = text(cells) ?? '';
			const value = cell === '' && !mapsEmpty ? whenEmpty : convert(cell, record, problems);
			if (value !== null) record[name] = value;
		}
	};
}

function converter(name: string, field: FieldMapping, mapping: Mapping): Convert {
	if (field.date !== undefined) return dateConverter(name, field);
	if (field.amount !== undefined) return amountConverter(name, field.amount);
	const spec = recordSpecs[mapping.kind].fields[name];
	const fromText = spec?.fromText ?? ((text: string) => text);
	if (field.values === undefined) return fromText;
	const find = valueMapper(field.values, field);
	return (text, _, problems) => {
		const mapped = find(text);
		if ('value' in mapped) return typeof mapped.value === 'string' ? fromText(mapped.value) : mapped.value;
		problems.push({ field: name, code: `${name}.unmapped_value`, message: `${sourceOf(field)} ${mapped.message}` });
		return null;
	};
}

function sourceOf(field: FieldMapping): string {
	return field.column === undefined ? 'the text made by the template' : `the column ${quoted(field.column)}`;
}

function dateConverter(name: string, field: FieldMapping): Convert {
	const format = field.date;
	if (format === undefined) throw mappingInvalid(`fields.${name}: needs a date`);
	const read = dateReader(format, `fields.${name}.date`);
	return (text, _, problems) => {
		const instant = read(text);
		if (instant !== null) return instant;
		const message = `must be a date as ${quoted(format.format)}, not ${quoted(text)} (${sourceOf(field)})`;
		problems.push({ field: name, code: `${name}.not_a_date`, message });
		return null;
	};
}

function amountConverter(name: string, format: NonNullable<FieldMapping['amount']>): Convert {
	return (text, record, problems) => {
		const amountMinor = readAmount(text, format, format.currency ?? String(record['currency'] ?? ''));
		if (typeof amountMinor !== 'number') {
			const message = `${amountMinor.message}; it is ${quoted(text)}`;
			problems.push({ field: name, code: `${name}.${amountMinor.reason}`, message });
			return null;
		}
		return amountMinor;
	};
}
