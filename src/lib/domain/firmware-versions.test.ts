import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFirmware, parseFirmwareVersion } from './firmware-versions.ts';

const compare = (a: string, b: string) => {
	const order = compareFirmware(parseFirmwareVersion(a), parseFirmwareVersion(b));
	return order === null ? null : Math.sign(order);
};

describe('parseFirmwareVersion', () => {
	it.each([
		['PayDroid_8.1.0_Sagittarius_V11.1.61_20240226', 'paydroid', 'sagittarius', '11.1.61', '2024-02-26'],
		['A920_PayDroid_4.4.2_Capricorn_V01.1.10_20171226_OTA', 'paydroid', 'capricorn', '1.1.10', '2017-12-26'],
		['PayDroid_5.1.1_Aquarius_V02.3.15_20181012', 'paydroid', 'aquarius', '2.3.15', '2018-10-12'],
		['E600_PayDroid_7.1.1_Virgo_V04.1.18_20240124', 'paydroid', 'virgo', '4.1.18', '2024-01-24'],
		['AF6_..PayDroid_12.0.0 Acacia', 'paydroid', 'acacia', '', null],
		['PayDroid_8.1.0_Sagittarius_V11.1.61_20249926', 'paydroid', 'sagittarius', '11.1.61', null],
		['TETRA 11.04.00', 'named', 'tetra', '11.4.0', null],
		['AXIUM 3.4.0', 'named', 'axium', '3.4.0', null],
		['T650P-2.0.1', 'named', 't650p', '2.0.1', null],
		['Telium2 SDK 9.30', 'named', 'telium2 sdk', '9.30', null],
		['V3.0.04', 'plain', '', '3.0.4', null],
		['1.4.11', 'plain', '', '1.4.11', null],
		['v1.126', 'plain', '', '1.126', null],
		['1.2.3.4', 'plain', '', '1.2.3.4', null],
		['QT850213', 'opaque', 'QT850213', '', null],
		['20240226', 'opaque', '20240226', '', null],
		['1.2.3-rc1', 'opaque', '1.2.3-rc1', '', null],
		['', 'opaque', '', '', null]
	])('reads %s', (raw, family, line, numbers, builtOn) => {
		const parsed = parseFirmwareVersion(raw);
		expect({ ...parsed, numbers: parsed.numbers.join('.') }).toEqual({ raw, family, line, numbers, builtOn });
	});

	it('keeps any text as it is', () => {
		fc.assert(
			fc.property(fc.string(), (raw) => {
				expect(parseFirmwareVersion(raw).raw).toBe(raw);
			})
		);
	});
});

describe('compareFirmware', () => {
	it.each([
		['PayDroid_8.1.0_Sagittarius_V11.1.55_20230816', 'PayDroid_8.1.0_Sagittarius_V11.1.61_20240226', -1],
		['PayDroid_8.1.0_Sagittarius_V11.1.61_20240226_OTA', 'PayDroid_8.1.0_Sagittarius_V11.1.61_20240226', 0],
		['PayDroid_8.1.0_Sagittarius_V11.1.61_20240226', 'PayDroid_8.1.0_Sagittarius_V11.1.61_20240301', -1],
		['V3.0.04', 'V3.0.11', -1],
		['1.9', 'v1.10', -1],
		['1.2.3', '1.2.3.1', -1],
		['TETRA 9.52.01', 'TETRA 10.52.01', -1]
	])('orders %s and %s by their numbers', (a, b, order) => {
		expect(compare(a, b)).toBe(order);
		expect(compare(b, a)).toBe(0 - order);
	});

	it.each([
		['PayDroid_5.1.1_Aquarius_V02.3.15_20181012', 'PayDroid_8.1.0_Sagittarius_V11.1.61_20240226'],
		['AF6_..PayDroid_12.0.0 Acacia', 'AF6_..PayDroid_13.0.0 Acacia'],
		['TETRA 11.04.00', 'AXIUM 3.4.0'],
		['QT850213', 'QT850221'],
		['alpha', 'beta'],
		['9', '10'],
		['1.2.3', 'V1.2.3-rc1']
	])('does not pretend to know which of %s and %s is newer', (a, b) => {
		expect(compare(a, b)).toBeNull();
		expect(compare(b, a)).toBeNull();
	});

	it('says nothing of texts without a number that has a dot, whatever they are', () => {
		const word = fc.stringMatching(/^[A-Za-z]{1,4}\d{0,6}$/);
		fc.assert(
			fc.property(word, word, (a, b) => {
				expect(compare(a, b)).toBe(a === b ? 0 : null);
			})
		);
	});
});
