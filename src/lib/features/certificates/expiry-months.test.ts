import { expect, it } from 'vitest';
import { depthOf, expiryMonths, totalOf } from './expiry-months.ts';

it('every month of the span stands there, with the days that it has', () => {
	const day = { day: '2027-02-28', from: '', to: '', certificates: 3, terminals: 3, papers: 0, unverifiedPapers: 0 };
	const months = expiryMonths([day], '2026-11-22', '2027-02-28');
	expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
	const february = months[3]!.days;
	expect([february[26], february[27], february[28], february.length]).toEqual([null, day, undefined, 31]);
});

it('a day is the deeper the more ends on it', () => {
	expect([depthOf(1, 1), depthOf(1, 1000), depthOf(10, 1000), depthOf(1000, 1000)]).toEqual([1, 1, 2, 4]);
});

it('a month adds up what ends in it', () => {
	const day = (name: string, certificates: number, papers = 0) => ({
		...{ day: name, from: '', to: '', certificates, terminals: 1, papers, unverifiedPapers: 0 }
	});
	const months = expiryMonths([day('2027-02-01', 2), day('2027-02-28', 2, 1)], '2027-01-01', '2027-02-28');
	expect(months.map(({ days }) => totalOf(days))).toEqual([0, 5]);
});
