import { currencyExponent } from './currencies.ts';

/** One unit as parts per million: rates are integers in ppm everywhere, 0.60 % is 6000. */
export const PPM = 1_000_000;

/** Eighteen digits are more than any sale and still fit a 64-bit integer before the check for safety. */
const MAJOR_AMOUNT = /^([+-]?)(\d{1,18})(?:\.(\d*))?$/;

const moneyFormats = new Map<string, Intl.NumberFormat>();

/**
 * Writes an amount in its currency, such as ¥1,234.50 for 123450 minor units of CNY. The decimal places are the
 * currency's of ISO 4217, whatever the locale's data says.
 */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
	return withMinus(
		moneyFormat(currency, locale, currencyExponent(currency), 'standard').format(toMajor(amountMinor, currency))
	);
}

/** Writes a large amount shortly, such as 12.3万 or 123K, for axes and cards. */
export function formatMoneyCompact(amountMinor: number, currency: string, locale: string): string {
	return withMinus(moneyFormat(currency, locale, 1, 'compact').format(toMajor(amountMinor, currency)));
}

/** The sign that all differences have: as wide as a figure, and no hyphen to break a line at. */
function withMinus(text: string): string {
	return text.replace('-', '−');
}

function moneyFormat(
	currency: string,
	locale: string,
	decimals: number,
	notation: 'standard' | 'compact'
): Intl.NumberFormat {
	const key = `${locale} ${currency} ${notation}`;
	let format = moneyFormats.get(key);
	if (!format) {
		format = new Intl.NumberFormat(locale, {
			style: 'currency',
			currency,
			currencyDisplay: 'narrowSymbol',
			notation,
			minimumFractionDigits: notation === 'compact' ? 0 : decimals,
			maximumFractionDigits: decimals
		});
		moneyFormats.set(key, format);
	}
	return format;
}

/** For display only: a float is never written back as money. */
function toMajor(amountMinor: number, currency: string): number {
	return amountMinor / 10 ** currencyExponent(currency);
}

/**
 * Reads an amount in major units, such as `1234.5`, as exact minor units. Null when it is not a plain decimal, when it
 * has more places than the currency (unless they are zeros), or when it is too large to be exact.
 */
export function parseMajorAmount(text: string, currency: string): number | null {
	const match = MAJOR_AMOUNT.exec(text.trim());
	if (!match) return null;
	const [, sign, whole = '', fraction = ''] = match;
	const exponent = currencyExponent(currency);
	if (/[^0]/.test(fraction.slice(exponent))) return null;
	const amountMinor = Number(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
	if (!Number.isSafeInteger(amountMinor)) return null;
	return sign === '-' && amountMinor !== 0 ? -amountMinor : amountMinor;
}

/** Writes minor units as a plain decimal of major units, exact and the same in every locale, for exports. */
export function majorAmountText(amountMinor: number, currency: string): string {
	const exponent = currencyExponent(currency);
	const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
	const sign = amountMinor < 0 ? '-' : '';
	if (exponent === 0) return sign + digits;
	return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Writes a contract rate as people know it: 6000 ppm is 0.60 %, 325 ppm is 0.0325 %. */
export function formatRatePpm(ratePpm: number, locale: string): string {
	return new Intl.NumberFormat(locale, {
		style: 'percent',
		minimumFractionDigits: 2,
		maximumFractionDigits: 4
	}).format(ratePpm / PPM);
}

/** At most a hundred percent, to the part per million. */
const PERCENT = /^(\d{1,3})(?:\.(\d{1,4}))?$/;
const PPM_PER_PERCENT = PPM / 100;

/** Reads a rate in percent, such as `0.38`, as exact parts per million; null when it is none from 0 to 100 with at most four decimal places. */
export function parseRatePercent(text: string): number | null {
	const match = PERCENT.exec(text.trim());
	if (!match) return null;
	const [, whole = '', fraction = ''] = match;
	const ratePpm = Number(whole) * PPM_PER_PERCENT + Number(fraction.padEnd(4, '0'));
	return ratePpm <= PPM ? ratePpm : null;
}
