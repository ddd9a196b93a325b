// Records as the table holds them: numbers for identifiers, what the terminal was at that moment, cause and scope.
import { causeIndex } from '#lib/domain/causes.ts';
import type { Classifier } from '#lib/domain/response-codes.ts';
import { scopeIndex } from '#lib/domain/scopes.ts';
import { CODE_PROFILES, TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import type { TransactionRecord } from '../records/transaction.ts';
import type { TxnRow } from './column-encoder.ts';
import { pairKey, periodAt, type KnownMerchant, type KnownPlaces, type KnownTerminal } from './identifiers.ts';

export type Numbers = {
	acquirers: ReadonlyMap<string, number>;
	issuers: ReadonlyMap<string, number>;
	codes: ReadonlyMap<string, number>;
};

/** Everything that the records name has a number. `unmappedCodeIds`: codes among them that no rule knows. */
export function toRows(
	records: readonly TransactionRecord[],
	numbers: Numbers,
	places: KnownPlaces,
	classify: Classifier
): { rows: TxnRow[]; unmappedCodeIds: number[] } {
	const unmappedCodeIds = new Set<number>();
	const rows = records.map((record) => {
		const terminal = places.terminals.get(record.terminalId)!;
		const merchant = places.merchants.get(record.merchantId)!;
		const codeId = numbers.codes.get(pairKey(...codePair(record)))!;
		const outcome = classify({
			profile: CODE_PROFILES[record.codeProfile]!,
			code: record.responseCode,
			type: TRANSACTION_TYPES[record.type]!,
			occurredAtMs: record.occurredAtMs
		});
		if (!outcome.mapped) unmappedCodeIds.add(codeId);
		const row = toRow(record, terminal, merchant);
		row.acquirer_id = numbers.acquirers.get(record.acquirerId)!;
		row.issuer_id = record.issuer === null ? 0 : numbers.issuers.get(record.issuer)!;
		row.code_id = codeId;
		row.cause = causeIndex(outcome.cause);
		row.scope = scopeIndex(outcome.scope);
		return row;
	});
	return { rows, unmappedCodeIds: [...unmappedCodeIds] };
}

/** No answer is kept under the empty code of its profile. */
export const codePair = (record: TransactionRecord): readonly [string, string] => [
	CODE_PROFILES[record.codeProfile]!,
	record.responseCode ?? ''
];

/** What needs no number but the terminal's and the merchant's; the rest is filled in by whoever knows it. */
export function toRow(record: TransactionRecord, terminal: KnownTerminal, merchant: KnownMerchant): TxnRow {
	const period = periodAt(terminal.periods, record.occurredAtMs);
	return {
		occurred_at: record.occurredAtMs,
		amount_minor: record.amountMinor,
		terminal_id: terminal.terminalId,
		merchant_id: merchant.merchantId,
		latency_ms: record.latencyMs,
		fee_minor: record.feeMinor,
		acquirer_id: 0,
		issuer_id: 0,
		code_id: 0,
		currency: record.currencyNumeric,
		model_id: period?.model_id ?? 0,
		firmware_id: period?.firmware_id ?? 0,
		app_version_id: period?.app_version_id ?? 0,
		carrier_id: period?.carrier_id ?? 0,
		region_id: merchant.regionId,
		connection: period?.connection ?? 0,
		type: record.type,
		cause: 0,
		scope: 0,
		product: record.product,
		entry_mode: record.entryMode,
		mcc: record.mcc,
		card_region: record.cardRegion,
		txn_code: record.id,
		card_token: record.cardToken,
		reversal_reason: record.reversalReason
	};
}
