// How a value is written into a CSV file (RFC 4180), for exports of the API and of charts alike.
//
// A spreadsheet takes a field that begins with = + - @, a tab or a line break for a formula, also within quotes. A text that begins so gets
// an apostrophe in front, which spreadsheets know as "this is text". Two kinds of text are left as they are, since they cannot
// do harm and must come out as they went in: plain numbers, and identifiers made of letters, digits and . _ : - / only, which
// can neither call a function nor start a program. `unguardedText` takes the apostrophe away again.

/** Excel reads a file without it in the code page of the machine, and shows Chinese as rubbish. */
export const CSV_BOM = '\uFEFF';
export const CSV_LINE_END = '\r\n';

/** Also the full-width signs, which spreadsheets of East Asia read like the others, and apostrophes that already stand there. */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const PLAIN_IDENTIFIER = /^[=+\-@]?[\p{L}\p{N}._:/-]*$/u;
/** Nearly every identifier: told apart at a fraction of what the whole alphabet costs. */
const COMMON_IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** A text that somebody wrote: a name, a message, a raw record. */
export function csvText(text: string): string {
	return quoted(LIKE_A_FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text);
}

/** A name given by a machine: never changed, unless it holds what no identifier holds. */
export function csvIdentifier(text: string): string {
	if (COMMON_IDENTIFIER.test(text)) return text;
	return PLAIN_IDENTIFIER.test(text) ? quoted(text) : csvText(text);
}

/** One line with its end. Fields are written by csvText or csvIdentifier, or are numbers. */
export function csvLine(fields: readonly string[]): string {
	return fields.join(',') + CSV_LINE_END;
}

/** A whole file for a spreadsheet: headings and rows; nothing where a value is missing. */
export function csvTable(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
	const field = (value: string | number | null) => (typeof value === 'string' ? csvText(value) : String(value ?? ''));
	return CSV_BOM + [headings, ...rows].map((row) => csvLine(row.map(field))).join('');
}

/** What stood there before csvText put its apostrophe in front. */
export function unguardedText(field: string): string {
	return field.startsWith("'") && LIKE_A_FORMULA.test(field) ? field.slice(1) : field;
}

function quoted(text: string): string {
	return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
