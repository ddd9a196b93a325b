import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInScheme, VERSION_SCHEMES, type VersionScheme } from './version-schemes.ts';

const PAIRS = '../shared/data/versions';

/** Pairs from the test suites of the projects themselves. */
const FILES: readonly (readonly [string, VersionScheme])[] = [
	['dpkg.tsv', 'debian'],
	['rpm.tsv', 'rpm'],
	['fwupd.tsv', 'fwupd'],
	['semver_gt.tsv', 'semver']
];

function pairsOf(file: string): [a: string, b: string, order: number][] {
	const [, ...lines] = readFileSync(`${PAIRS}/${file}`, 'utf8').trim().split('\n');
	return lines.map((line) => {
		const [a = '', b = '', order = '1'] = line.split('\t');
		return [a, b, Number(order)];
	});
}

describe.skipIf(!existsSync(PAIRS))('pairs of versions (expected in ../shared/data/versions)', () => {
	it.each(FILES)('%s are ordered by %s', (file, scheme) => {
		const pairs = pairsOf(file);
		expect(pairs.length).toBeGreaterThan(15);
		for (const [a, b, order] of pairs) {
			expect(Math.sign(compareInScheme(scheme, a, b) ?? Number.NaN), `${a} | ${b}`).toBe(order);
			expect(Math.sign(compareInScheme(scheme, b, a) ?? Number.NaN), `${b} | ${a}`).toBe(0 - order);
		}
	});
});

describe('compareInScheme', () => {
	it.each([
		['1.9', '1.10', -1],
		['1.2.3', '1.2.3.0', 0],
		['1.2.3', '1.2.3.1', -1],
		['02.03.15', '2.3.15', 0],
		['99999999999999999998.1', '99999999999999999999.0', -1]
	])('orders numbers by their values: %s and %s', (a, b, order) => {
		expect(compareInScheme('numbers', a, b)).toBe(order);
	});

	it('refuses to order what is no version of the scheme', () => {
		expect(compareInScheme('numbers', '1.2', 'alpha')).toBeNull();
		expect(compareInScheme('semver', '1.2', '1.2.3')).toBeNull();
		expect(compareInScheme('debian', '1.0 beta', '1.0')).toBeNull();
	});

	it('orders any two texts one way only', () => {
		const text = fc.string({ unit: fc.constantFrom('0', '1', '9', '10', 'a', 'Z', '.', '~', '-', '+', ':', '_') });
		fc.assert(
			fc.property(fc.constantFrom(...VERSION_SCHEMES), text, text, (scheme, a, b) => {
				const [order, back] = [compareInScheme(scheme, a, b), compareInScheme(scheme, b, a)];
				expect(back === null).toBe(order === null);
				expect(Math.sign(order ?? 0) + Math.sign(back ?? 0)).toBe(0);
			})
		);
	});
});
