import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import type { TxnRow } from './column-encoder.ts';
import { compareTransactions, storeTransactions } from './transactions.repo.ts';

const ROW: TxnRow = {
	occurred_at: SAMPLE_INSTANT.getTime(),
	amount_minor: 8800,
	terminal_id: 1,
	merchant_id: 1,
	latency_ms: 420,
	fee_minor: 53,
	acquirer_id: 1,
	issuer_id: 1,
	code_id: 1,
	currency: 156,
	model_id: 0,
	firmware_id: 0,
	app_version_id: 0,
	carrier_id: 0,
	region_id: 0,
	connection: 0,
	type: 0,
	cause: 0,
	scope: 0,
	product: 1,
	entry_mode: 1,
	mcc: 5411,
	card_region: 1,
	txn_code: 'txn-1',
	card_token: null,
	reversal_reason: null
};

const LIVE = { timeZone: 'Asia/Shanghai', unmappedCodeIds: [], lateDays: [], partitions: 9 };
const MANY_PARTITIONS = 100_000;

export const samples: QuerySamples = {
	storeTransactions: async ({ sql }) => storeTransactions(sql, [ROW], LIVE),
	'storeTransactions (a day that is over)': async ({ sql }) =>
		storeTransactions(sql, [ROW], { ...LIVE, lateDays: ['2026-03-02'] }),
	compareTransactions: async ({ sql }) => compareTransactions(sql, [ROW], LIVE.partitions),
	'compareTransactions (near days only)': async ({ sql }) => compareTransactions(sql, [ROW], MANY_PARTITIONS)
};
