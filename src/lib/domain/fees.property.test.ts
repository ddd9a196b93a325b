// A million random sales against a computation that shares nothing with the engine: exact fractions, and what rounding means.
import { expect, it } from 'vitest';
import { feeBounds, feeOf, type FeeTerms } from './fees.ts';

const SALES = 1_000_000;
const PPM = 1_000_000n;
const TIMEOUT_MS = 60_000;

/** Numbers in [0, 1) that are the same on every run. */
function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);
const max = (a: bigint, b: bigint) => (a > b ? a : b);

/** The whole number that is `numerator / PPM` rounded, found by trying what the fraction lies between. */
function rounded(numerator: bigint, rounding: 'half_up' | 'truncate' | 'up'): bigint {
	const digits = numerator.toString().padStart(7, '0');
	const whole = BigInt(digits.slice(0, -6));
	const fraction = digits.slice(-6);
	if (rounding === 'truncate' || fraction === '000000') return whole;
	if (rounding === 'up') return whole + 1n;
	return fraction >= '500000' ? whole + 1n : whole;
}

function expectedFee(amountMinor: number, terms: FeeTerms, rounding: 'half_up' | 'truncate' | 'up'): number {
	let fee = rounded(BigInt(amountMinor) * BigInt(terms.ratePpm), rounding);
	if (terms.capMinor !== null) fee = min(fee, BigInt(terms.capMinor));
	if (terms.minMinor !== null) fee = max(fee, BigInt(terms.minMinor));
	return Number(fee + BigInt(terms.fixedMinor ?? 0));
}

it(
	'the fee of a million random sales is that of exact decimal fractions, in every rounding, with cap, minimum and fixed part',
	() => {
		const random = seededRandom(4);
		const below = (limit: number) => Math.floor(random() * limit);
		const wrong: unknown[] = [];
		for (let nth = 0; nth < SALES && wrong.length === 0; nth++) {
			// From fractions of a fen to ten billion, as many of each length; every rate, round ones more often.
			const amountMinor = Math.floor(10 ** (random() * 12));
			const ratePpm = random() < 0.5 ? below(50) * 500 : below(Number(PPM) + 1);
			const minMinor = random() < 0.2 ? below(50) : null;
			const capMinor = random() < 0.4 ? (minMinor ?? 0) + below(5000) : null;
			const fixedMinor = random() < 0.2 ? below(300) : null;
			const rounding: FeeTerms['rounding'] = random() < 0.5 ? 'half_up' : 'truncate';
			const terms: FeeTerms = { ratePpm, capMinor, minMinor, fixedMinor, rounding };
			const { low, high } = feeBounds(amountMinor, terms);
			const got = [feeOf(amountMinor, terms), low, high];
			const expected = ([rounding, 'truncate', 'up'] as const).map((each) => expectedFee(amountMinor, terms, each));
			if (got.some((fee, index) => fee !== expected[index])) wrong.push({ amountMinor, terms, got, expected });
		}
		expect(wrong).toEqual([]);
	},
	TIMEOUT_MS
);
