// The lists of terminals and of their transactions as files.
import { columnsOf, type Column } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { HEADINGS } from '#lib/domain/headings.ts';
import type { TerminalChange } from './terminal-changes.schemas.ts';
import type { TerminalItem, TerminalTransaction } from './terminals.schemas.ts';

export const TERMINALS_FILE: ListFile<TerminalItem> = {
	list: 'terminals',
	title: { en: 'Terminals', zh: '终端' },
	columns: [
		...columnsOf<TerminalItem>({
			terminalId: 'identifier',
			serial: 'identifier',
			state: 'text',
			attempts: 'integer',
			approved: 'integer',
			terminal: 'integer',
			upstream: 'integer',
			business: 'integer',
			unresolved: 'integer',
			rate: 'proportion',
			rateLow: 'proportion',
			rateHigh: 'proportion',
			peerRate: 'proportion',
			mainCause: 'text'
		}),
		...FAILURE_CAUSES.map((cause): Column<TerminalItem> => ({
			heading: HEADINGS[cause],
			type: 'integer',
			value: (item) => item.causes[cause] ?? 0
		})),
		...columnsOf<TerminalItem>({
			failedAmountMinor: 'money',
			currency: 'text',
			merchantId: 'identifier',
			merchantName: 'text',
			acquirerId: 'identifier',
			region: 'text',
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			appVersion: 'identifier',
			carrier: 'text',
			connection: 'text',
			status: 'text',
			registered: 'boolean',
			installedAt: 'instant',
			firstSeenAt: 'instant',
			lastTransactionAt: 'instant',
			lastSeenAt: 'instant',
			batteryPct: 'integer'
		})
	]
};

export const TERMINAL_TRANSACTIONS_FILE: ListFile<TerminalTransaction> = {
	list: 'transactions',
	title: { en: 'Transactions', zh: '交易' },
	columns: [
		...columnsOf<TerminalTransaction>({
			occurredAt: 'instant',
			id: 'identifier',
			type: 'text',
			product: 'text',
			entryMode: 'text',
			amountMinor: 'money',
			currency: 'text',
			feeMinor: 'money',
			codeProfile: 'text',
			responseCode: 'identifier'
		}),
		{ heading: HEADINGS.meaningEn, type: 'text', value: (item) => item.meaning?.en ?? null },
		{ heading: HEADINGS.meaningZh, type: 'text', value: (item) => item.meaning?.zh ?? null },
		...columnsOf<TerminalTransaction>({
			cause: 'text',
			scope: 'text',
			latencyMs: 'integer',
			issuer: 'identifier',
			merchantId: 'identifier',
			mcc: 'identifier',
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			appVersion: 'identifier',
			carrier: 'text',
			connection: 'text',
			region: 'text',
			reversalReason: 'text'
		})
	]
};

export const TERMINAL_CHANGES_FILE: ListFile<TerminalChange> = {
	list: 'changes',
	title: { en: 'Changes of state', zh: '状态变化' },
	columns: [
		...columnsOf<TerminalChange>({
			terminalId: 'identifier',
			changedAt: 'instant',
			isExact: 'boolean',
			from: 'text',
			to: 'text'
		}),
		{ heading: HEADINGS.stateChange, type: 'text', value: ({ kind }) => kind },
		{ heading: HEADINGS.stateNow, type: 'text', value: ({ state }) => state },
		...columnsOf<TerminalChange>({
			merchantId: 'identifier',
			merchantName: 'text',
			acquirerId: 'identifier',
			vendor: 'text',
			model: 'text'
		})
	]
};
