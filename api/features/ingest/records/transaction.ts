import { normaliseCode } from '#lib/domain/response-codes.ts';
import {
	CODE_PROFILES,
	ENTRY_MODES,
	PRODUCTS,
	TRANSACTION_TYPES,
	type TransactionType
} from '#lib/domain/transactions.ts';
import { required } from './field.ts';
import { currency, EVENT_RANGE, instant, INT32_MAX, integer, mcc } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { cardRegion } from './shared-fields.ts';
import { choiceIndex, id, text } from './text-fields.ts';

/** Ten billion in a currency of two decimals: more than any terminal may take, far from where numbers lose a digit. */
export const AMOUNT_MINOR_MAX = 1e12;

/** Types that move money back; only they may carry a negative amount, which is stored without its sign. */
const MONEY_BACK: ReadonlySet<TransactionType> = new Set(['refund', 'void', 'reversal']);

const CODE_LENGTH_MAX = 32;

/** A transaction ready for storing: closed lists as the index that the database holds, the instant in epoch milliseconds. */
export type TransactionRecord = {
	id: string;
	terminalId: string;
	merchantId: string;
	acquirerId: string;
	occurredAtMs: number;
	type: number;
	product: number | null;
	codeProfile: number;
	/** Normalised; null when no answer came. */
	responseCode: string | null;
	/** Never negative: the type says which way the money went. */
	amountMinor: number;
	currencyNumeric: number;
	issuer: string | null;
	entryMode: number | null;
	latencyMs: number | null;
	feeMinor: number | null;
	mcc: number | null;
	cardToken: string | null;
	reversalReason: string | null;
	/** Counted from 1, as the database holds it. */
	cardRegion: number | null;
};

export const transactionSpec = defineRecord({
	kind: 'transaction',
	description: 'One card transaction, whatever its outcome',
	fields: {
		id: required(id('Given by the sender, unique per acquirer; the same id sent again counts once')),
		terminalId: required(id('Terminal as its acquirer names it; unknown ones are taken as unregistered')),
		merchantId: required(id('Merchant as its acquirer names it; unknown ones are taken as unregistered')),
		acquirerId: required(id('Acquirer that processed it')),
		occurredAt: required(instant(EVENT_RANGE, 'When the terminal sent it, with offset')),
		type: required(choiceIndex(TRANSACTION_TYPES, 'What was asked for')),
		product: choiceIndex(PRODUCTS, 'What was paid with'),
		codeProfile: required(choiceIndex(CODE_PROFILES, 'Code table that gives responseCode its meaning')),
		responseCode: text(CODE_LENGTH_MAX, 'As answered; null or absent when no answer came'),
		amountMinor: required(
			integer(
				{ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX },
				'In minor units; negative only for refund, void and reversal, where the sign is dropped'
			)
		),
		currency: required(currency('ISO 4217')),
		issuer: id('Bank that issued the card, by its code'),
		entryMode: choiceIndex(ENTRY_MODES, 'How the card was read'),
		latencyMs: integer({ min: 0, max: INT32_MAX }, 'From request to answer'),
		feeMinor: integer({ min: -INT32_MAX - 1, max: INT32_MAX }, 'Fee that was charged; null if none or not known'),
		mcc: mcc('Merchant category code as submitted'),
		cardToken: text(128, 'Opaque keyed hash of the card, never its number'),
		reversalReason: text(64, 'Reason code of a reversal'),
		cardRegion: cardRegion('Where the card comes from, seen from where it pays')
	},
	check: ({ amountMinor, type }, findings) => {
		if (amountMinor == null || amountMinor >= 0 || type == null) return;
		const name = TRANSACTION_TYPES[type] as TransactionType;
		if (MONEY_BACK.has(name)) return;
		findings.add('amountMinor', 'negative', `must not be negative for type ${name}; money given back has type=refund`);
	},
	build: (read): TransactionRecord => ({
		id: read.id,
		terminalId: read.terminalId,
		merchantId: read.merchantId,
		acquirerId: read.acquirerId,
		occurredAtMs: read.occurredAt,
		type: read.type,
		product: read.product,
		codeProfile: read.codeProfile,
		responseCode:
			read.responseCode === null ? null : normaliseCode(CODE_PROFILES[read.codeProfile] ?? 'iso', read.responseCode),
		amountMinor: Math.abs(read.amountMinor),
		currencyNumeric: read.currency,
		issuer: read.issuer,
		entryMode: read.entryMode,
		latencyMs: read.latencyMs,
		feeMinor: read.feeMinor,
		mcc: read.mcc,
		cardToken: read.cardToken,
		reversalReason: read.reversalReason,
		cardRegion: read.cardRegion
	})
});
