// The header of a CSV that names the contract's fields, in snake_case or camelCase.
import { quoted } from '../reading/card-guard.ts';
import type { RowReader } from '../reading/csv-parser.ts';
import { headerUnusable } from '../reading/ingest.errors.ts';
import { nearestName } from '../reading/nearest-name.ts';
import { snakeCase, type RecordSpec } from './record-spec.ts';

type Issue = { path: string; code: string; message: string };

/** Binds the cells of a row to fields; a header that leaves any doubt is refused, with everything that is wrong with it. */
export function bindHeaderOf(spec: RecordSpec<unknown>): (header: readonly string[]) => RowReader {
	const fieldByColumn = new Map(
		Object.keys(spec.fields).flatMap((name) => [
			[name, name],
			[snakeCase(name), name]
		])
	);

	return (header) => {
		const names = header.map((cell) => fieldByColumn.get(cell.trim()));
		const issues = [
			...header.flatMap((cell, at) => (names[at] === undefined ? [unknownColumn(cell, at, spec.csvColumns)] : [])),
			...duplicateColumns(header, names),
			...missingColumns(spec, names)
		];
		if (issues.length > 0) throw headerUnusable(issues.map((issue) => issue.message).join(' '), { issues });
		return rowReader(spec, names as string[]);
	};
}

function rowReader(spec: RecordSpec<unknown>, names: readonly string[]): RowReader {
	const columns = names.map((name) => ({ name, fromText: spec.fields[name]?.fromText ?? ((cell: string) => cell) }));
	return {
		read: (cells) => {
			const value: Record<string, unknown> = {};
			for (const [at, column] of columns.entries()) {
				const cell = (cells[at] ?? '').trim();
				if (cell !== '') value[column.name] = column.fromText(cell);
			}
			return { value };
		},
		guardedText: (_, raw) => raw
	};
}

function unknownColumn(cell: string, at: number, known: readonly string[]): Issue {
	const nearest = nearestName(cell, known);
	const help = nearest === null ? '' : ` Did you mean ${nearest}?`;
	const message = `Column ${at + 1} ${quoted(cell.trim())} is not known.${help} Known columns: ${known.join(', ')}.`;
	return { path: `header[${at}]`, code: 'header.unknown_column', message };
}

function duplicateColumns(header: readonly string[], names: readonly (string | undefined)[]): Issue[] {
	return names.flatMap((name, at) => {
		const first = names.indexOf(name);
		if (name === undefined || first === at) return [];
		const message = `Columns ${first + 1} and ${at + 1} are both ${quoted(header[at]?.trim())}.`;
		return [{ path: `header[${at}]`, code: 'header.duplicate_column', message }];
	});
}

function missingColumns(spec: RecordSpec<unknown>, names: readonly (string | undefined)[]): Issue[] {
	return Object.entries(spec.fields).flatMap(([name, field]) => {
		if (!field.isRequired || names.includes(name)) return [];
		const message = `The column ${snakeCase(name)} is missing: every ${spec.kind} needs it.`;
		return [{ path: snakeCase(name), code: 'header.missing_column', message }];
	});
}
