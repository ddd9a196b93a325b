import { FILTER_VALUE_LENGTH_MAX, FILTER_VALUES_MAX } from '#lib/domain/fleet-filter.ts';

/** What columns of spreadsheets, lists in mails and Chinese texts put between identifiers. */
const SEPARATORS = /[\s,;，；、|]+/;
const IDENTIFIER = /^[A-Za-z0-9][\w./:-]*$/;

export type PastedIds = { ids: string[]; leftOut: number };

/**
 * The identifiers in a pasted text: null when it is something else, such as words to search for. One identifier alone is
 * searched for, as if it had been typed.
 */
export function pastedIds(text: string): PastedIds | null {
	const parts = [...new Set(text.split(SEPARATORS).map((part) => part.replace(/^["']|["']$/g, '')))].filter(Boolean);
	// Several on a line may be words; a column of single ones is a column, whatever they are made of.
	const isColumn = text.trim().includes('\n') && !/\S[^\S\n]+\S/.test(text);
	const isIds = parts.every(
		(part) => part.length <= FILTER_VALUE_LENGTH_MAX && IDENTIFIER.test(part) && (isColumn || /\d/.test(part))
	);
	if (parts.length < 2 || !isIds) return null;
	return { ids: parts.slice(0, FILTER_VALUES_MAX), leftOut: Math.max(0, parts.length - FILTER_VALUES_MAX) };
}
