// Arrays for Postgres written by hand as text: ten times cheaper than handing 25 JavaScript arrays to the driver's serialiser.
import type { TxnColumn } from './transactions.statement.ts';

const PLAIN_TEXT = /^[A-Za-z0-9_.:+/=-]+$/;

/** A text element of an array literal. `NULL` unquoted means null, so that word must be quoted too. */
export function arrayElement(text: string): string {
	if (PLAIN_TEXT.test(text) && text.length !== 4) return text;
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

type TextColumn = 'txn_code' | 'card_token' | 'reversal_reason';
type NumberColumn = Exclude<TxnColumn, TextColumn>;

export type TxnRow = { [C in NumberColumn]: number | null } & {
	txn_code: string;
	card_token: string | null;
	reversal_reason: string | null;
};

/** How each column is read: by a function of its own, since `row[column]` with a changing name is slow. In the order of TXN_COLUMNS. */
const NUMBERS: { [C in NumberColumn]: (row: TxnRow) => number | null } = {
	occurred_at: (row) => row.occurred_at,
	amount_minor: (row) => row.amount_minor,
	terminal_id: (row) => row.terminal_id,
	merchant_id: (row) => row.merchant_id,
	latency_ms: (row) => row.latency_ms,
	fee_minor: (row) => row.fee_minor,
	acquirer_id: (row) => row.acquirer_id,
	issuer_id: (row) => row.issuer_id,
	code_id: (row) => row.code_id,
	currency: (row) => row.currency,
	model_id: (row) => row.model_id,
	firmware_id: (row) => row.firmware_id,
	app_version_id: (row) => row.app_version_id,
	carrier_id: (row) => row.carrier_id,
	region_id: (row) => row.region_id,
	connection: (row) => row.connection,
	type: (row) => row.type,
	cause: (row) => row.cause,
	scope: (row) => row.scope,
	product: (row) => row.product,
	entry_mode: (row) => row.entry_mode,
	mcc: (row) => row.mcc,
	card_region: (row) => row.card_region
};
const TEXTS: { [C in TextColumn]: (row: TxnRow) => string | null } = {
	txn_code: (row) => row.txn_code,
	card_token: (row) => row.card_token,
	reversal_reason: (row) => row.reversal_reason
};

/** One `{…}` literal per column, in the order of TXN_COLUMNS. */
export function encodeColumns(rows: readonly TxnRow[]): string[] {
	// Sixteen digits, a sign and a comma for the longest number that is exact.
	const buffer = Buffer.allocUnsafe(rows.length * 18 + 2);
	return [
		...Object.values(NUMBERS).map((read) => encodeNumbers(rows, read, buffer)),
		...Object.values(TEXTS).map((read) => encodeTexts(rows, read))
	];
}

const [ZERO, MINUS, COMMA, OPEN, CLOSE] = [48, 45, 44, 123, 125];

/** Digit by digit into a buffer that is used again: a quarter of the time that joining texts takes. Whole numbers only. */
function encodeNumbers(rows: readonly TxnRow[], read: (row: TxnRow) => number | null, buffer: Buffer): string {
	let at = 0;
	buffer[at++] = OPEN;
	for (const row of rows) {
		const value = read(row);
		at = value === null ? at + buffer.write('NULL', at, 'latin1') : writeInteger(value, buffer, at);
		buffer[at++] = COMMA;
	}
	if (rows.length > 0) at--;
	buffer[at++] = CLOSE;
	return buffer.toString('latin1', 0, at);
}

function writeInteger(value: number, buffer: Buffer, start: number): number {
	let rest = value;
	let at = start;
	if (rest < 0) {
		buffer[at++] = MINUS;
		rest = -rest;
	}
	let end = at + 1;
	for (let power = 10; power <= rest; power *= 10) end++;
	for (at = end; at > start;) {
		const quotient = Math.floor(rest / 10);
		buffer[--at] = ZERO + (rest - quotient * 10);
		rest = quotient;
		if (rest === 0) break;
	}
	return end;
}

function encodeTexts(rows: readonly TxnRow[], read: (row: TxnRow) => string | null): string {
	let literal = '{';
	for (const row of rows) {
		const text = read(row);
		literal += (text === null ? 'NULL' : arrayElement(text)) + ',';
	}
	return (rows.length > 0 ? literal.slice(0, -1) : literal) + '}';
}
