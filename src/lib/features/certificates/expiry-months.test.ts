import { expect, it } from 'vitest';
import { depthOf, expiryMonths, fullestDay, spanOf, totalOf } from './expiry-months.ts';

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

it('a month has the span of its days and the first of its fullest ones; an empty one has neither', () => {
	const day = (name: string, certificates: number) => ({
		...{ day: name, from: `${name} begins`, to: `${name} ends`, certificates },
		...{ terminals: 1, papers: 0, unverifiedPapers: 0 }
	});
	const items = [day('2027-02-03', 1), day('2027-02-10', 4), day('2027-02-20', 4)];
	const [january, february] = expiryMonths(items, '2027-01-01', '2027-02-28').map(({ days }) => days);
	expect([spanOf(january!), fullestDay(january!)]).toEqual([undefined, undefined]);
	expect(spanOf(february!)).toEqual({ from: '2027-02-03 begins', to: '2027-02-20 ends' });
	expect(fullestDay(february!)?.day).toBe('2027-02-10');
});
