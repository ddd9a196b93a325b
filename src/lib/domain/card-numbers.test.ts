import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCardNumber, maskCardNumbers } from './card-numbers.ts';

/** Appends the digit that satisfies Luhn's check, by the textbook, so that the tests share no code with the search. */
function withCheckDigit(digits: string): string {
	const sum = [...digits].reverse().reduce((total, digit, index) => {
		const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
		return total + (doubled > 9 ? doubled - 9 : doubled);
	}, 0);
	return digits + ((10 - (sum % 10)) % 10);
}

const UNIONPAY_19 = withCheckDigit('622848040256489001');

describe('findCardNumber', () => {
	it.each([
		['Visa', '4111111111111111'],
		['Visa of 13 digits', '4222222222222'],
		['Mastercard', '5555555555554444'],
		['Mastercard of the 2-series', withCheckDigit('222100000000000')],
		['end of the 2-series', withCheckDigit('272099999999999')],
		['Mir', withCheckDigit('220012345678901')],
		['American Express', '378282246310005'],
		['Diners Club', '30569309025904'],
		['JCB', '3530111333300000'],
		['UnionPay of 16 digits', withCheckDigit('625912345678901')],
		['UnionPay of 19 digits', UNIONPAY_19],
		['UnionPay beginning with 81', withCheckDigit('810000000000000')],
		['a Chinese bank card beginning with 9', withCheckDigit('955880020010012345')]
	])('finds %s', (_name, digits) => {
		expect(findCardNumber(digits)).toEqual({ start: 0, end: digits.length });
	});

	it.each([
		'4111 1111 1111 1111',
		'4111-1111-1111-1111',
		'4111\u00a01111\u00a01111\u00a01111',
		'4111–1111–1111–1111',
		'3782 822463 10005',
		'3056 930902 5904',
		'4222 2222 2222 2',
		`${UNIONPAY_19.slice(0, 4)} ${UNIONPAY_19.slice(4, 8)} ${UNIONPAY_19.slice(8, 12)} ${UNIONPAY_19.slice(12, 16)} ${UNIONPAY_19.slice(16)}`,
		`${UNIONPAY_19.slice(0, 6)} ${UNIONPAY_19.slice(6)}`
	])('finds the printed groups of %s', (text) => {
		expect(findCardNumber(text)).toEqual({ start: 0, end: text.length });
	});

	it.each([
		['after letters', 'card4111111111111111', 4],
		['before letters', '4111111111111111exp0930', 0],
		['in a sentence', '顾客卡号 4111111111111111，已退款', 5],
		['after other digits', '2026-01-31 4111 1111 1111 1111', 11],
		['in track data', ';4111111111111111=30091010000000000000?', 1],
		['in short hexadecimal', 'ab4111111111111111cd', 2],
		['in full width', '４１１１１１１１１１１１１１１１', 0],
		['after a dash', '-4111111111111111', 1],
		['after a group that belongs to nothing', '1234 4111 1111 1111 1111', 5]
	])('finds one %s', (_name, text, start) => {
		expect(findCardNumber(text)?.start).toBe(start);
	});

	it('finds a 19-digit merchant id that happens to be a valid card number', () => {
		expect(findCardNumber('4722913068560264812')).not.toBeNull();
	});

	it.each([
		['an empty text', ''],
		['a terminal id', '80012345'],
		['a wrong check digit', '4111111111111112'],
		['12 digits', withCheckDigit('41111111111')],
		['20 digits', withCheckDigit('4111111111111111111')],
		['a card number inside a longer run', `99999999${'4111111111111111'}`],
		['an epoch in milliseconds', '1769846400005'],
		['a snowflake id', withCheckDigit('123456789012345678')],
		['a date and time', withCheckDigit('2026013108000012345')],
		['a 15-digit merchant code beginning with 10', withCheckDigit('10221005411000')],
		['the gap below the 2-series', withCheckDigit('222000000000000')],
		['the gap above the 2-series', withCheckDigit('272100000000000')],
		['an ICCID', withCheckDigit('898600112233445566')],
		['a hash', `d41d8cd98f00b204${'4111111111111111'}`],
		['a hash in upper case', `D41D8CD98F00B2049800998E${'4111111111111111'}CAFE`],
		['a UUID', '12345678-4111-1111-8111-111111111111'],
		['a UUID whose first part ends in digits', 'abcd4111-1111-4111-8117-abcdefabcdef'],
		['two spaces between groups', '4111  1111  1111  1111'],
		['other groups', '41111 11111 111111']
	])('does not find %s', (_name, text) => {
		expect(findCardNumber(text)).toBeNull();
	});

	it('finds every Luhn-valid number of a card’s length and beginning', () => {
		const digits = fc.tuple(
			fc.constantFrom('34', '4', '51', '62', '95', '2204', '2221', '81'),
			fc.array(fc.nat(9), { minLength: 14, maxLength: 14 })
		);
		fc.assert(
			fc.property(digits, fc.constantFrom('', 'x', ' ', '#', '卡'), ([prefix, rest], around) => {
				const number = withCheckDigit(prefix + rest.join(''));
				expect(findCardNumber(around + number + around)).toEqual({
					start: around.length,
					end: around.length + number.length
				});
			})
		);
	});

	it('is quick where there is nothing to find', () => {
		const hostile = '4 '.repeat(500_000) + '1234-'.repeat(200_000);
		const startedAt = performance.now();
		expect(findCardNumber(hostile)).toBeNull();
		expect(performance.now() - startedAt).toBeLessThan(2000);
	});
});

describe('maskCardNumbers', () => {
	it('hides every digit of every card number and nothing else', () => {
		expect(maskCardNumbers('a 4111111111111111 b 4111-1111-1111-1111 c 80012345')).toBe(
			'a **************** b ****-****-****-**** c 80012345'
		);
	});

	it('leaves a text without card numbers as it is', () => {
		expect(maskCardNumbers('order 1769846400005')).toBe('order 1769846400005');
	});

	it('leaves nothing to find', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('4', '1', '5', ' ', '-', 'a'), maxLength: 80 }), (text) => {
				expect(findCardNumber(maskCardNumbers(text))).toBeNull();
			})
		);
	});
});
