import { CAUSES } from '#lib/domain/causes.ts';
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { resolveWindow, type FleetFilter } from '#lib/domain/fleet-filter.ts';
import { parseInstant } from '#lib/domain/instants.ts';
import { merchantCategory } from '#lib/domain/merchant-category.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import { CODE_PROFILES, CONNECTIONS, ENTRY_MODES, PRODUCTS, TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { rowChunks } from '#api/platform/db/row-chunks.ts';
import { requestInvalid } from '#api/platform/errors.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import { findTerminal } from './terminal-detail.repo.ts';
import {
	countTransactions,
	listTransactions,
	transactionsInOrder,
	type TransactionRow,
	type TransactionsFilter
} from './terminal-transactions.repo.ts';
import { terminalNotFound } from './terminals.errors.ts';
import type { TerminalTransaction, TerminalTransactionsFilter } from './terminals.schemas.ts';

/** Cursors of this list belong to its one order. */
const NEWEST_FIRST = '-occurredAt';

export async function readTransactions(
	db: ReadDb,
	scope: Scope,
	terminalCode: string,
	query: TerminalTransactionsFilter,
	now: Date,
	timeZone: string
) {
	const filter = await filterOf(db, scope, terminalCode, query, now, timeZone);
	const cursor =
		query.cursor === undefined ? undefined : decodeCursor(NEWEST_FIRST, query.cursor, ['instant', 'string']);
	const total = await countTransactions(db, scope, filter);
	const rows = await listTransactions(db, scope, filter, query.limit, cursor);
	const page = pageFrom(rows, query.limit, NEWEST_FIRST, (row) => [row.occurred_at.toISOString(), row.txn_code]);
	return { items: page.items.map(transactionItem), nextCursor: page.nextCursor, total };
}

/** All of them, for a file. */
export async function* allTransactions(...[db, scope, ...question]: Parameters<typeof readTransactions>) {
	const filter = await filterOf(db, scope, ...question);
	const query = transactionsInOrder(db, scope, filter, null, undefined);
	yield* rowChunks(db, query, transactionItem);
}

async function filterOf(
	...[db, scope, terminalCode, query, now, timeZone]: Parameters<typeof readTransactions>
): Promise<TransactionsFilter> {
	const terminal = await findTerminal(db, scope, terminalCode);
	if (!terminal) throw terminalNotFound();
	const { from, to } = boundsOf(query, now, timeZone);
	return { terminalId: terminal.terminal_id, from, to, scopes: query.scope, causes: query.cause };
}

/** All of history unless the caller bounds it: a terminal's own facts are few. */
function boundsOf(
	{ window, from, to }: TerminalTransactionsFilter,
	now: Date,
	timeZone: string
): { from: Date | undefined; to: Date | undefined } {
	if (window === undefined) return { from: instantOf(from), to: instantOf(to) };
	const chosen: Pick<FleetFilter, 'window' | 'from' | 'to'> = { window, from, to };
	const span = resolveWindow(chosen, now.getTime(), timeZone);
	if (typeof span === 'string') throw requestInvalid('`from` must lie before `to`, at most 400 days');
	return { from: new Date(span.fromMs), to: new Date(span.toMs) };
}

/** The schema has let only instants through. */
function instantOf(text: string | undefined): Date | undefined {
	return text === undefined ? undefined : new Date(parseInstant(text));
}

function transactionItem(row: TransactionRow): TerminalTransaction {
	return {
		id: row.txn_code,
		occurredAt: row.occurred_at.toISOString(),
		merchantId: row.merchant_code,
		type: TRANSACTION_TYPES[row.type] ?? 'sale',
		product: PRODUCTS[row.product ?? -1] ?? null,
		entryMode: ENTRY_MODES[row.entry_mode ?? -1] ?? null,
		codeProfile: CODE_PROFILES.find((profile) => profile === row.profile) ?? 'cup',
		responseCode: row.code || null,
		meaning: row.meaning_en === null ? null : { en: row.meaning_en, zh: row.meaning_zh ?? row.meaning_en },
		cause: CAUSES[row.cause] ?? 'unknown',
		scope: SCOPES[row.scope] ?? 'ambiguous',
		amountMinor: row.amount_minor,
		currency: currencyOfNumeric(String(row.currency))?.code ?? String(row.currency),
		feeMinor: row.fee_minor,
		latencyMs: row.latency_ms,
		issuer: row.issuer_code || null,
		mcc: merchantCategory(row.mcc),
		vendor: row.vendor || null,
		model: row.model || null,
		firmware: row.firmware || null,
		appVersion: row.app_version || null,
		carrier: row.carrier_code || null,
		connection: CONNECTIONS[row.connection] ?? 'unknown',
		region: row.region_code || null,
		reversalReason: row.reversal_reason
	};
}
