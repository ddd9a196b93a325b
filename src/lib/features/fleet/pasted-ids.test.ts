import { expect, it } from 'vitest';
import { pastedIds } from './pasted-ids.ts';

it('reads a column, a comma list, and what stands in quotes, each identifier once', () => {
	for (const text of ['T1\nT2\nT1\n', 'T1, T2', 'T1；T2、T1', '"T1"\t"T2"', 'T1\r\nT2']) {
		expect(pastedIds(text), text).toEqual({ ids: ['T1', 'T2'], leftOut: 0 });
	}
});

it('a column may hold anything that can be an identifier, lines of words are words', () => {
	expect(pastedIds('KIOSK-NORTH\nT2\n')).toEqual({ ids: ['KIOSK-NORTH', 'T2'], leftOut: 0 });
	expect(pastedIds('Corner Shop\nShop 24')).toBeNull();
	expect(pastedIds('Corner,Shop')).toBeNull();
});

it('words and a single identifier are searched for', () => {
	for (const text of ['Corner Shop', 'T1', '', '小满 购物广场', 'Shop 24']) expect(pastedIds(text), text).toBeNull();
});

it('takes no more than a filter holds, and says how many it left out', () => {
	const text = Array.from({ length: 250 }, (_, index) => `T${index}`).join('\n');
	expect(pastedIds(text)).toMatchObject({ leftOut: 50 });
	expect(pastedIds(text)?.ids).toHaveLength(200);
});
