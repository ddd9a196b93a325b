/** Where a card number stands in a text. Deliberately without its digits, so that it can be logged and thrown. */
export interface CardNumberPlace {
	readonly start: number;
	/** One past the last character. */
	readonly end: number;
}

const CARD_DIGITS_MIN = 13;
const CARD_DIGITS_MAX = 19;

/** A hash in hexadecimal (MD5 is the shortest in use) holds digit runs that pass for card numbers by chance. */
const HASH_LENGTH_MIN = 32;

/** How card numbers are printed in groups; the last group of the first two lines may be shorter. */
const GROUPINGS: readonly (readonly number[])[] = [
	[4, 4, 4, 4, 3],
	[4, 4, 4, 4, 2],
	[4, 4, 4, 4, 1],
	[4, 4, 4, 4],
	[4, 4, 4, 3],
	[4, 4, 4, 2],
	[4, 4, 4, 1],
	[4, 6, 5],
	[4, 6, 4],
	[6, 13]
];

/** Every card number holds a run like this, nearly no other text does: 13 digits and separators. */
const CANDIDATE = /[\d\uff10-\uff19][\d\uff10-\uff19 \-\xa0\u2010-\u2014\u3000\uff0d]{12}/;

const GROUP_LENGTHS_FIRST: ReadonlySet<number> = new Set([4, 6]);
const GROUPS_MAX = 5;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const UUID_LENGTH = 36;

/**
 * Finds the first card number in a text: 13 to 19 digits that satisfy Luhn's check and begin as cards do, plain or in
 * printed groups with a space or dash between them. Digits inside a longer run, a hexadecimal hash or a UUID are not one.
 * It errs on the side of finding: a record refused in error can be corrected and sent again, a stored card number cannot
 * be unstored.
 */
export function findCardNumber(text: string): CardNumberPlace | null {
	return CANDIDATE.test(text) ? findCardNumberFrom(text, 0) : null;
}

/** Replaces every digit of every card number by `*`, so that a text may be logged or shown. */
export function maskCardNumbers(text: string): string {
	if (!CANDIDATE.test(text)) return text;
	let masked = '';
	let done = 0;
	for (let place = findCardNumberFrom(text, 0); place; place = findCardNumberFrom(text, done)) {
		masked += text.slice(done, place.start) + maskDigits(text, place);
		done = place.end;
	}
	return done === 0 ? text : masked + text.slice(done);
}

function maskDigits(text: string, { start, end }: CardNumberPlace): string {
	let masked = '';
	for (let at = start; at < end; at++) masked += digitAt(text, at) >= 0 ? '*' : text.charAt(at);
	return masked;
}

function findCardNumberFrom(text: string, from: number): CardNumberPlace | null {
	const length = text.length;
	if (length - from < CARD_DIGITS_MIN) return null;
	let at = from;
	while (at < length) {
		if (digitAt(text, at) < 0) {
			at++;
			continue;
		}
		const runEnd = endOfRun(text, at);
		const end = cardNumberEnd(text, at, runEnd);
		if (end >= 0) return { start: at, end };
		at = runEnd;
	}
	return null;
}

/** The end of the card number that begins with the run of digits [start, runEnd), or -1. */
function cardNumberEnd(text: string, start: number, runEnd: number): number {
	const runLength = runEnd - start;
	if (runLength >= CARD_DIGITS_MIN && runLength <= CARD_DIGITS_MAX) {
		const isCard = isCardNumber(text, start, runEnd) && !isInsideHash(text, start, runEnd);
		return isCard ? runEnd : -1;
	}
	return GROUP_LENGTHS_FIRST.has(runLength) ? groupedCardNumberEnd(text, start, runEnd) : -1;
}

function groupedCardNumberEnd(text: string, start: number, firstEnd: number): number {
	const ends = [firstEnd];
	const lengths = [firstEnd - start];
	for (let end = firstEnd; ends.length < GROUPS_MAX && isSeparator(text, end);) {
		const nextEnd = endOfRun(text, end + 1);
		if (nextEnd === end + 1) break;
		ends.push(nextEnd);
		lengths.push(nextEnd - end - 1);
		end = nextEnd;
	}
	for (const grouping of GROUPINGS) {
		const end = ends[grouping.length - 1];
		if (end === undefined || grouping.some((length, index) => lengths[index] !== length)) continue;
		if (isCardNumber(text, start, end) && !isInsideUuid(text, start, end)) return end;
	}
	return -1;
}

/** Whether the digits in [start, end), separators skipped, begin like a card and satisfy Luhn's check. */
function isCardNumber(text: string, start: number, end: number): boolean {
	if (!beginsLikeCard(text, start)) return false;
	let sum = 0;
	let isDoubled = false;
	for (let at = end - 1; at >= start; at--) {
		const digit = digitAt(text, at);
		if (digit < 0) continue;
		const value = isDoubled ? digit * 2 : digit;
		sum += value > 9 ? value - 9 : value;
		isDoubled = !isDoubled;
	}
	return sum % 10 === 0;
}

/**
 * First digits in use: 3 to 6 and 9 whole (schemes, UnionPay, Chinese banks of old), 2200-2204 (Mir), 2221-2720
 * (Mastercard), 81 and 82 (UnionPay, RuPay). Leaves out 1, with which epoch times and snowflake ids begin, and dates.
 */
function beginsLikeCard(text: string, start: number): boolean {
	const first = digitAt(text, start);
	if ((first >= 3 && first <= 6) || first === 9) return true;
	const second = digitAt(text, start + 1);
	if (first === 8) return second === 1 || second === 2;
	if (first !== 2) return false;
	const prefix = 2000 + second * 100 + digitAt(text, start + 2) * 10 + digitAt(text, start + 3);
	return (prefix >= 2200 && prefix <= 2204) || (prefix >= 2221 && prefix <= 2720);
}

function isInsideHash(text: string, start: number, end: number): boolean {
	// Looking no further than the answer needs keeps a body of nothing but hexadecimal from costing quadratic time.
	const firstStart = Math.max(0, end - HASH_LENGTH_MIN);
	let hexStart = start;
	while (hexStart > firstStart && isHexDigit(text.charCodeAt(hexStart - 1))) hexStart--;
	const lastEnd = Math.min(text.length, hexStart + HASH_LENGTH_MIN);
	let hexEnd = end;
	while (hexEnd < lastEnd && isHexDigit(text.charCodeAt(hexEnd))) hexEnd++;
	return hexEnd - hexStart >= HASH_LENGTH_MIN;
}

/** Four groups of four occur in a UUID only from the end of its first part to its fourth, or from its second part on. */
function isInsideUuid(text: string, start: number, end: number): boolean {
	for (let from = Math.max(0, end - UUID_LENGTH); from <= start; from++) {
		if (UUID.test(text.slice(from, from + UUID_LENGTH))) return true;
	}
	return false;
}

function isHexDigit(code: number): boolean {
	return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** Digits as typed in Latin or in full width, as Chinese input methods write them; -1 for anything else. */
function digitAt(text: string, at: number): number {
	const code = text.charCodeAt(at);
	if (code >= 48 && code <= 57) return code - 48;
	if (code >= 0xff10 && code <= 0xff19) return code - 0xff10;
	return -1;
}

function endOfRun(text: string, start: number): number {
	let end = start;
	while (end < text.length && digitAt(text, end) >= 0) end++;
	return end;
}

/** One space or dash, in the shapes that word processors and input methods turn them into. */
function isSeparator(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return (
		code === 0x20 ||
		code === 0x2d ||
		code === 0xa0 ||
		code === 0x3000 ||
		code === 0xff0d ||
		(code >= 0x2010 && code <= 0x2014)
	);
}
