// Amounts as people and exports write them, as exact minor units.
import { currencyExponent, isCurrency } from '#lib/domain/currencies.ts';
import { parseMajorAmount } from '#lib/domain/money.ts';
import type { AmountFormat } from './mapping.schema.ts';

/** What is wrong with an amount, in words that say what would be right. */
export type AmountProblem = { reason: string; message: string };

const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?=\.|$)/;
const SIGNS = /[−﹣－]/g;
const AROUND = /[\p{Sc}\s\u00a0\u202f']|^[A-Z]{3}(?=[\s\d(-])|(?<=[\d)]\s*)[A-Z]{3}$/gu;

/** Reads `12.30`, `$-12.30`, `(12.30)`, `1,234.50`, `12.30-` or `EUR 12,30` without ever passing through a float. */
export function readAmount(text: string, format: AmountFormat, currency: string): number | AmountProblem {
	if (!isCurrency(currency)) {
		return { reason: 'unknown_currency', message: 'cannot be read because the currency of the record is not known' };
	}
	if (format.transform === 'exp') return fromLogarithm(text, currency);
	const plain = plainDecimal(text, format);
	if (plain === null) return notAnAmount(format);
	if (format.unit === 'minor') return wholeMinor(plain) ?? notAnAmount(format);
	const amountMinor = parseMajorAmount(plain, currency);
	if (amountMinor !== null) return amountMinor;
	return {
		reason: 'not_exact',
		message: `must be an amount of ${currency}, which has ${currencyExponent(currency)} decimal places`
	};
}

function notAnAmount({ decimalMark }: AmountFormat): AmountProblem {
	const example = decimalMark === '.' ? '1,234.50' : '1.234,50';
	return { reason: 'not_an_amount', message: `must be an amount such as ${example}; decimalMark is "${decimalMark}"` };
}

/** Digits with a point and a sign in front, or null. */
function plainDecimal(text: string, { decimalMark }: AmountFormat): string | null {
	const signed = text.trim().normalize('NFKC').replace(SIGNS, '-').replace(AROUND, '');
	const isBracketed = signed.startsWith('(') && signed.endsWith(')');
	const bare = isBracketed ? signed.slice(1, -1) : signed;
	const isNegative = isBracketed || bare.startsWith('-') || bare.endsWith('-');
	const marked = bare.replace(/^[+-]|-$/, '');
	const pointed = decimalMark === '.' ? marked : marked.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
	const ungrouped = GROUPED.test(pointed) ? pointed.replaceAll(',', '') : pointed;
	if (!/^(\d+\.?\d*|\.\d+)$/.test(ungrouped)) return null;
	const withWhole = ungrouped.startsWith('.') ? `0${ungrouped}` : ungrouped;
	return isNegative ? `-${withWhole}` : withWhole;
}

function wholeMinor(plain: string): number | null {
	return /^-?\d{1,15}$/.test(plain) ? Number(plain) + 0 : null;
}

/** A logarithm is a float by nature: its power is rounded to the nearest minor unit. */
function fromLogarithm(text: string, currency: string): number | AmountProblem {
	const amountMinor = Math.round(Math.exp(Number(text)) * 10 ** currencyExponent(currency));
	if (text.trim() !== '' && Number.isSafeInteger(amountMinor)) return amountMinor;
	return { reason: 'not_a_logarithm', message: 'must be the natural logarithm of an amount, such as 2.0869' };
}
