// Arrays for Postgres written by hand as text: ten times cheaper than handing 25 JavaScript arrays to the driver's serialiser.
import type { TxnColumn } from './transactions.statement.ts';

const PLAIN_TEXT = /^[A-Za-z0-9_.:+/=-]+$/;

/** A text element of an array literal. `NULL` unquoted means null, so that word must be quoted too. */
export function arrayElement(text: string): string {
	if (PLAIN_TEXT.test(text) && text.length !== 4) return text;
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

export type TxnRow = { [C in Exclude<TxnColumn, 'txn_code' | 'card_token' | 'reversal_reason'>]: number | null } & {
	txn_code: string;
	card_token: string | null;
	reversal_reason: string | null;
};

const NUMBERS = [
	'occurred_at',
	'amount_minor',
	'terminal_id',
	'merchant_id',
	'latency_ms',
	'fee_minor',
	'acquirer_id',
	'issuer_id',
	'code_id',
	'currency',
	'model_id',
	'firmware_id',
	'app_version_id',
	'carrier_id',
	'region_id',
	'connection',
	'type',
	'cause',
	'scope',
	'product',
	'entry_mode',
	'mcc'
] as const;
const TEXTS = ['txn_code', 'card_token', 'reversal_reason'] as const;

/** One `{…}` literal per column, in the order of TXN_COLUMNS. */
export function encodeColumns(rows: readonly TxnRow[]): string[] {
	const literals: string[] = [];
	for (const column of NUMBERS) {
		let literal = '{';
		for (const row of rows) literal += (row[column] ?? 'NULL') + ',';
		literals.push(closed(literal));
	}
	for (const column of TEXTS) {
		let literal = '{';
		for (const row of rows) {
			const text = row[column];
			literal += (text === null ? 'NULL' : arrayElement(text)) + ',';
		}
		literals.push(closed(literal));
	}
	return literals;
}

const closed = (literal: string) => (literal.endsWith(',') ? literal.slice(0, -1) : literal) + '}';
