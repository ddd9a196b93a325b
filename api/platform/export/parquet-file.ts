// Apache Parquet for programs that compute: typed columns, written a group of rows at a time, so that only one group is in memory.
import { ByteWriter, ParquetWriter, schemaFromColumnData, type BasicType } from 'hyparquet-writer';
import { aboutHeaders, type About } from './about.ts';
import { minorUnitsHeading, type CellValue, type Column, type Language } from './columns.ts';
import type { LocalClock } from './local-clock.ts';

/** Written at a stroke, during which nobody else is served; the end of the file, kept in memory until then, grows with their number. */
const GROUP_ROWS = 2_000;
const CREATED_BY = 'Tillwatch';

/** `DATE` is no type of the writer's own: days since 1970, marked as such in the schema. */
type ParquetType = BasicType | 'DATE';
type ParquetValue = string | number | bigint | boolean | Date | null;
type Field<Item> = { name: string; type: ParquetType; value: (item: Item) => ParquetValue };

/**
 * Instants are instants here, whatever the zone, and calendar days are days; money is its exact minor units, beside its currency; identifiers are texts. What the
 * file says of itself is in its metadata.
 */
export async function* parquetFile<Item>(
	chunks: AsyncIterable<readonly Item[]>,
	columns: readonly Column<Item>[],
	about: About,
	language: Language,
	clock: LocalClock
): AsyncGenerator<Uint8Array> {
	const fields = fieldsOf(columns, language);
	const dataOf = (items: readonly Item[]) =>
		fields.map(({ name, type, value }) => ({
			name,
			type: type === 'DATE' ? ('INT32' as const) : type,
			data: items.map(value),
			nullable: true,
			offsetIndex: false
		}));
	const kvMetadata = Object.entries(aboutHeaders(about, clock)).map(([name, value]) => ({
		key: name.replace(/^x-/, ''),
		value
	}));
	const bytes = new ByteWriter();
	const dates = new Set(fields.filter(({ type }) => type === 'DATE').map(({ name }) => name));
	const schema = schemaFromColumnData({ columnData: dataOf([]) }).map((element) =>
		dates.has(element.name) ? { ...element, converted_type: 'DATE' as const } : element
	);
	// Statistics of each group and column would be most of what is kept until the end.
	const file = new ParquetWriter({ writer: bytes, schema, kvMetadata, createdBy: CREATED_BY, statistics: false });
	for await (const items of grouped(chunks, GROUP_ROWS)) {
		await file.write({ columnData: dataOf(items), rowGroupSize: items.length });
		yield taken(bytes);
	}
	await file.finish();
	yield taken(bytes);
}

function fieldsOf<Item>(columns: readonly Column<Item>[], language: Language): Field<Item>[] {
	const fields = columns.map((column): Field<Item> => {
		const name = column.heading[language];
		const { value } = column as { value: (item: Item) => CellValue };
		switch (column.type) {
			case 'text':
			case 'identifier':
				return { name, type: 'STRING', value };
			case 'boolean':
				return { name, type: 'BOOLEAN', value };
			case 'decimal':
			case 'proportion':
				return { name, type: 'DOUBLE', value };
			case 'integer':
				return { name, type: 'INT64', value: (item) => wholeNumber(value(item)) };
			case 'money':
				return { name: minorUnitsHeading(name, language), type: 'INT64', value: (item) => wholeNumber(value(item)) };
			case 'date':
				return { name, type: 'DATE', value: (item) => instantOf(value(item)) };
			case 'instant':
				return { name, type: 'TIMESTAMP', value: (item) => instantOf(value(item)) };
		}
	});
	// A column is found by its name, so no two may share one.
	const seen = new Map<string, number>();
	return fields.map((field) => {
		const times = (seen.get(field.name) ?? 0) + 1;
		seen.set(field.name, times);
		return times === 1 ? field : { ...field, name: `${field.name} ${times}` };
	});
}

const wholeNumber = (value: CellValue) => (value === null ? null : BigInt(value));
const instantOf = (value: CellValue) => (value === null ? null : new Date(String(value)));

async function* grouped<Item>(chunks: AsyncIterable<readonly Item[]>, size: number): AsyncGenerator<Item[]> {
	let group: Item[] = [];
	for await (const items of chunks) {
		for (const item of items) {
			group.push(item);
			if (group.length < size) continue;
			yield group;
			group = [];
		}
	}
	if (group.length > 0) yield group;
}

/** What has been written since the last time; the writer goes on counting, and its memory is used again. */
function taken(writer: ByteWriter): Uint8Array {
	const bytes = writer.getBytes().slice();
	writer.index = 0;
	return bytes;
}
