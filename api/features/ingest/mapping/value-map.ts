import { quoted } from '../reading/card-guard.ts';
import type { FieldMapping } from './mapping.schema.ts';

export type Mapped = { value: string | number | boolean | null } | { message: string };

const KNOWN_SHOWN_MAX = 30;

/** Looks values up exactly first, then without regard to case; a cell of several values counts by one of them. */
export function valueMapper(
	values: NonNullable<FieldMapping['values']>,
	mapping: FieldMapping
): (cell: string) => Mapped {
	const exact = new Map(Object.entries(values));
	const folded = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
	const technical = new Set((mapping.technical ?? []).map((key) => key.toLowerCase()));
	const find = (key: string) => (exact.has(key) ? exact.get(key) : folded.get(key.toLowerCase()));

	return (cell) => {
		const whole = find(cell);
		if (whole !== undefined) return { value: whole };
		const parts = mapping.splitBy === undefined ? [cell] : partsOf(cell, mapping.splitBy);
		const unmapped = parts.filter((part) => find(part) === undefined);
		if (unmapped.length > 0 || parts.length === 0)
			return { message: notMapped(unmapped[0] ?? cell, [...exact.keys()]) };
		const chosen = parts.find((part) => technical.has(part.toLowerCase())) ?? (parts[0] as string);
		return { value: find(chosen) ?? null };
	};
}

function partsOf(cell: string, separator: string): string[] {
	return cell
		.split(separator)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function notMapped(value: string, keys: readonly string[]): string {
	const shown = keys.slice(0, KNOWN_SHOWN_MAX).map((key) => JSON.stringify(key));
	const more = keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '';
	return `has the value ${quoted(value)}, which the mapping does not know; it knows ${shown.join(', ')}${more}`;
}
