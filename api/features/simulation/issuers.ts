import type { CodeProfile, Product } from '#lib/domain/transactions.ts';
import { WeightedChoice } from './random.ts';

/** How often an issuer says no, and how often it cannot say anything, in percent of attempts. */
export interface Issuer {
	readonly code: string;
	/** Share of the cards, relative to the issuers of the same kind. */
	readonly weight: number;
	readonly businessDeclinePct: number;
	readonly technicalDeclinePct: number;
}

/**
 * Decline shares are real: those NPCI published for the remitter banks of UPI in June 2024, taken by rank of volume (the
 * first line here has the shares of the largest bank there). The bank codes are of large Chinese banks, so that the demo
 * reads as its audience expects; the shares are NOT measurements of these banks.
 */
export const BANKS: readonly Issuer[] = [
	{ code: 'ICBC', weight: 17, businessDeclinePct: 4.95, technicalDeclinePct: 0.22 },
	{ code: 'CCB', weight: 15, businessDeclinePct: 4.34, technicalDeclinePct: 0.23 },
	{ code: 'ABC', weight: 14, businessDeclinePct: 6.39, technicalDeclinePct: 0.33 },
	{ code: 'BOC', weight: 10, businessDeclinePct: 5.74, technicalDeclinePct: 0.28 },
	{ code: 'PSBC', weight: 9, businessDeclinePct: 6.07, technicalDeclinePct: 0.4 },
	{ code: 'BCOM', weight: 7, businessDeclinePct: 6.93, technicalDeclinePct: 0.86 },
	{ code: 'CITIC', weight: 5, businessDeclinePct: 6.43, technicalDeclinePct: 0.72 },
	{ code: 'CMB', weight: 8, businessDeclinePct: 4.4, technicalDeclinePct: 0.02 },
	{ code: 'SPDB', weight: 4, businessDeclinePct: 3.76, technicalDeclinePct: 0.05 },
	{ code: 'CEB', weight: 4, businessDeclinePct: 5.51, technicalDeclinePct: 0.32 },
	{ code: 'CIB', weight: 4, businessDeclinePct: 5.76, technicalDeclinePct: 0.19 },
	{ code: 'CMBC', weight: 3, businessDeclinePct: 5.61, technicalDeclinePct: 0.06 },
	{ code: 'RURAL', weight: 6, businessDeclinePct: 10.12, technicalDeclinePct: 1.01 }
];

/** Wallets answer for QR payments; the shares are those of the ranks 8 and 9 of the same table. */
export const WALLETS: readonly Issuer[] = [
	{ code: 'WXPAY', weight: 50, businessDeclinePct: 4.4, technicalDeclinePct: 0.02 },
	{ code: 'ALIPAY', weight: 42, businessDeclinePct: 3.76, technicalDeclinePct: 0.05 },
	{ code: 'UPQR', weight: 8, businessDeclinePct: 5.51, technicalDeclinePct: 0.32 }
];

/** Cards from abroad, routed by the schemes, which answer in ISO's codes; ranks 19 and 22 of the same table. */
export const FOREIGN_ISSUERS: readonly Issuer[] = [
	{ code: 'VISA-INTL', weight: 55, businessDeclinePct: 7.68, technicalDeclinePct: 0.46 },
	{ code: 'MC-INTL', weight: 45, businessDeclinePct: 5.79, technicalDeclinePct: 0.17 }
];

export function issuersOf(product: Product): readonly Issuer[] {
	if (product === 'qr') return WALLETS;
	return product === 'foreign' ? FOREIGN_ISSUERS : BANKS;
}

/** Who answers decides the code table: UnionPay's switch, the schemes, a wallet. */
export function profileOf(product: Product): CodeProfile {
	return product === 'foreign' ? 'iso' : 'cup';
}

export interface AnswerCode {
	readonly profile: CodeProfile;
	readonly code: string;
}

function mix(profile: CodeProfile, weights: Readonly<Record<string, number>>): WeightedChoice<AnswerCode> {
	return new WeightedChoice(Object.entries(weights).map(([code, weight]) => [{ profile, code }, weight]));
}

const CUP_BUSINESS = mix('cup', {
	'51': 44,
	'55': 17,
	'61': 8,
	'57': 5,
	'54': 4,
	'65': 4,
	'14': 3,
	'01': 4,
	'62': 2,
	'75': 2,
	'05': 2,
	'04': 1,
	'38': 1,
	'21': 1,
	'59': 1,
	'41': 0.6,
	'43': 0.4
});

const ISO_BUSINESS = mix('iso', { '51': 40, '05': 28, '55': 8, '61': 7, '54': 6, '57': 4, '65': 3, '62': 2, '59': 2 });

const QR_BUSINESS = mix('qr', {
	NOTENOUGH: 46,
	AUTHCODEEXPIRE: 27,
	AUTH_CODE_INVALID: 15,
	TRADE_ERROR: 12
});

const CUP_TECHNICAL = mix('cup', { '91': 46, '96': 20, '98': 19, '68': 11, '92': 4 });
const ISO_TECHNICAL = mix('iso', { '91': 62, '96': 28, '92': 10 });
const QR_TECHNICAL = mix('qr', { SYSTEMERROR: 60, BANKERROR: 40 });

export function businessDeclines(product: Product): WeightedChoice<AnswerCode> {
	if (product === 'qr') return QR_BUSINESS;
	return product === 'foreign' ? ISO_BUSINESS : CUP_BUSINESS;
}

export function technicalDeclines(product: Product): WeightedChoice<AnswerCode> {
	if (product === 'qr') return QR_TECHNICAL;
	return product === 'foreign' ? ISO_TECHNICAL : CUP_TECHNICAL;
}
