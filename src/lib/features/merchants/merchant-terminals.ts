// The terminals of one merchant in the order asked for: they are few, and all of them are there.
import { TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { MerchantTerminal } from './merchants.queries.ts';

export const TERMINAL_ORDER_DEFAULT = '-rateLow';
const FIELDS = ['terminalId', 'state', 'rateLow', 'terminal', 'attempts', 'model', 'lastTransactionAt'] as const;
type Field = (typeof FIELDS)[number];
export type TerminalOrder = Field | `-${Field}`;

/** The order that an address asks for; anything else means the usual one. */
export function readTerminalOrder(sort: string | null | undefined): TerminalOrder {
	const known = FIELDS.flatMap((field): TerminalOrder[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === sort) ?? TERMINAL_ORDER_DEFAULT;
}

const VALUES: Readonly<Record<Field, (row: MerchantTerminal) => string | number>> = {
	terminalId: (row) => row.terminalId,
	state: (row) => TERMINAL_STATES_BY_URGENCY.indexOf(row.state),
	// Without attempts the interval is all of [0, 1]: that is no good rate, but none.
	rateLow: (row) => (row.attempts === 0 ? -1 : row.rateLow),
	terminal: (row) => row.terminal,
	attempts: (row) => row.attempts,
	model: (row) => `${row.vendor ?? ''} ${row.model ?? ''}`,
	lastTransactionAt: (row) => row.lastTransactionAt ?? ''
};

/** Those of the same value by their id. */
export function inOrder(rows: readonly MerchantTerminal[], order: TerminalOrder): MerchantTerminal[] {
	const direction = order.startsWith('-') ? -1 : 1;
	const valueOf = VALUES[order.replace('-', '') as Field];
	return rows.toSorted((a, b) => direction * compare(valueOf(a), valueOf(b)) || compare(a.terminalId, b.terminalId));
}

function compare(a: string | number, b: string | number): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
