// What a list looks like as a table: one description of its columns, from which every format is written.
import { HEADINGS, type Words } from '#lib/domain/headings.ts';
import { majorAmountText } from '#lib/domain/money.ts';

export type { Words };
export type Language = keyof Words;

/**
 * What a value is decides how each format writes it. Instants are given as RFC 3339, calendar days as `2026-03-01`, proportions as
 * parts of one, money in minor units. An identifier is never changed and never becomes a number, whatever it looks like.
 */
export type Column<Item> = { heading: Words } & (
	| { type: 'text' | 'identifier' | 'instant' | 'date'; value: (item: Item) => string | null }
	| { type: 'integer'; value: (item: Item) => number | string | null }
	| { type: 'decimal' | 'proportion'; value: (item: Item) => number | null }
	| { type: 'boolean'; value: (item: Item) => boolean | null }
	| { type: 'money'; value: (item: Item) => number | null; currency: (item: Item) => string | null }
);

export type CellType = Exclude<Column<never>['type'], 'money'> | 'amount';
export type CellValue = string | number | boolean | null;

/** A column of the file: money takes two, its exact minor units and the amount as people write it. */
export type Field<Item> = { heading: string; type: CellType; value: (item: Item) => CellValue };

type Named<Item> = { readonly [Name in keyof Item & keyof typeof HEADINGS]?: Column<Item>['type'] };

/**
 * Columns of members of the item, in this order, each under its heading of the vocabulary: `{ terminalId: 'identifier', attempts:
 * 'integer' }`. Money is in the `currency` of its item.
 */
export function columnsOf<Item extends object>(types: Named<Item>): Column<Item>[] {
	return Object.entries(types).map(([name, type]) => {
		const value = (item: Item) => item[name as keyof Item] ?? null;
		const currency = (item: Item) => (item as { currency?: string | null }).currency ?? null;
		return { heading: HEADINGS[name as keyof typeof HEADINGS], type, value, currency } as Column<Item>;
	});
}

const MINOR_UNITS: Words = { en: 'minor units', zh: '最小货币单位' };

/** Over amounts as whole numbers of the smallest unit of their currency. */
export function minorUnitsHeading(heading: string, language: Language): string {
	return `${heading} (${MINOR_UNITS[language]})`;
}

export function fieldsOf<Item>(columns: readonly Column<Item>[], language: Language, zone: string): Field<Item>[] {
	return columns.flatMap((column): Field<Item>[] => {
		const heading = column.heading[language];
		if (column.type === 'instant') return [{ ...column, heading: `${heading} (${zone})` }];
		if (column.type !== 'money') return [{ ...column, heading }];
		const { value, currency } = column;
		return [
			{ heading, type: 'amount', value: (item) => amountOf(value(item), currency(item)) },
			{ heading: minorUnitsHeading(heading, language), type: 'integer', value }
		];
	});
}

/** Without a currency nobody can say where the decimal point stands. */
function amountOf(amountMinor: number | null, currency: string | null): string | null {
	return amountMinor === null || currency === null ? null : majorAmountText(amountMinor, currency);
}
