// Where the text of a field comes from: a column, a template over columns, or the content of columns.
import { contentHasher } from './content-hash.ts';
import type { FieldMapping, Mapping } from './mapping.schema.ts';

/** The text of a field for one row, or null when it has none. */
export type FieldText = (cells: readonly string[]) => string | null;

const PLACEHOLDER = /\{([^{}|]+)(?:\|([^{}]*))?\}/g;

/** The columns that a field is made of. */
export function columnsOf(field: FieldMapping): string[] {
	if (field.column !== undefined) return [field.column];
	if (field.template !== undefined) return [...field.template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
	return field.contentHash ?? [];
}

/** Binds a field to the columns of a header; constants have no text. */
export function fieldText(field: FieldMapping, header: readonly string[], clean: Mapping['clean']): FieldText {
	const cellOf = (column: string) => cellReader(header.indexOf(column), clean[column]);
	if (field.column !== undefined) return cellOf(field.column);
	if (field.contentHash !== undefined) {
		// Of the cells as they are: cleaning rules may be refined later without renaming what was imported before.
		const places = field.contentHash.map((column) => header.indexOf(column));
		const hash = contentHasher();
		return (cells) => hash(places.map((place) => cells[place] ?? ''));
	}
	const template = field.template ?? '';
	const readers = new Map(columnsOf(field).map((column) => [column, cellOf(column)]));
	return (cells) =>
		template.replace(
			PLACEHOLDER,
			(_, column: string, whenEmpty: string = '') => readers.get(column)?.(cells) ?? whenEmpty
		);
}

function cellReader(place: number, rule: Mapping['clean'][string] | undefined): FieldText {
	return (cells) => {
		const cell = (cells[place] ?? '').trim();
		if (cell === '' || rule?.absent.includes(cell) === true) return null;
		const suffix = rule?.removeSuffix;
		return suffix !== undefined && cell.endsWith(suffix) ? cell.slice(0, -suffix.length) : cell;
	};
}
