// The closed lists of the wire contract. In each, the index is the database's smallint: append, never reorder.

export const TRANSACTION_TYPES = [
	'sale',
	'refund',
	'void',
	'preauth',
	'preauth_completion',
	'reversal',
	'balance_inquiry',
	'service_fee'
] as const;

export type TransactionType = (typeof TRANSACTION_TYPES)[number];

export const PRODUCTS = ['credit', 'debit', 'prepaid', 'foreign', 'qr'] as const;

export type Product = (typeof PRODUCTS)[number];

/**
 * The code table that gives a response code its meaning: UnionPay (`cup`), ISO 8583 as the card schemes use it (`iso`),
 * its Australian dialect (`as2805`), codes the terminal application itself raises (`term`), wallets (`qr`).
 */
export const CODE_PROFILES = ['cup', 'iso', 'as2805', 'term', 'qr'] as const;

export type CodeProfile = (typeof CODE_PROFILES)[number];

/** Where a card comes from, seen from where it pays: of the same country, of the same region of its scheme, or of another one. */
export const CARD_REGIONS = ['domestic', 'intra_region', 'inter_region'] as const;

export type CardRegion = (typeof CARD_REGIONS)[number];

/** As the database holds it: counted from 1, and 0 where none is named. */
export const cardRegionNumber = (region: CardRegion | null): number =>
	region === null ? 0 : CARD_REGIONS.indexOf(region) + 1;

export const cardRegionOf = (number: number | null): CardRegion | null => CARD_REGIONS[(number ?? 0) - 1] ?? null;

export const ENTRY_MODES = ['chip', 'contactless', 'swipe', 'manual', 'qr', 'ecommerce'] as const;

export type EntryMode = (typeof ENTRY_MODES)[number];

/** How a terminal reaches its host; `unknown` when neither the registry nor a heartbeat says. */
export const CONNECTIONS = ['unknown', '4g', '5g', 'wifi', 'ethernet'] as const;

export type Connection = (typeof CONNECTIONS)[number];
