import { describe, expect, it } from 'vitest';
import { readWhatIf } from './what-if.ts';

const read = (query: string) => readWhatIf(new URLSearchParams(query), { window: '30d' });

describe('readWhatIf', () => {
	it('asks nothing before a rate is named', () => {
		expect(read('')).toMatchObject({ asked: null, problems: {}, fields: { product: 'debit', currency: 'CNY' } });
		expect(read('merchant=M1').asked).toBeNull();
	});

	it('asks of one merchant, of an acquirer or of all', () => {
		expect(read('rate=0.5&merchant=M1').asked).toMatchObject({ merchant: 'M1' });
		expect(read('rate=0.5&acquirer=ACQ1').asked).toMatchObject({ acquirer: 'ACQ1' });
		expect(Object.keys(read('rate=0.5&merchant=').asked ?? {})).not.toContain('merchant');
	});

	it('reads percent and amounts exactly', () => {
		expect(read('merchant=M1&product=credit&rate=0.38&cap=20&minimum=0.1&fixed=&rounding=truncate').asked).toEqual({
			merchant: 'M1',
			product: 'credit',
			ratePpm: 3_800,
			capMinor: 2_000,
			minMinor: 10,
			fixedMinor: null,
			rounding: 'truncate',
			window: '30d'
		});
		expect(read('merchant=M1&rate=1&cap=500&currency=JPY').asked).toMatchObject({ capMinor: 500 });
	});

	it('says by field what is wrong, and asks nothing', () => {
		expect(read('merchant=M1&rate=high&cap=-1&fixed=0.001')).toMatchObject({
			asked: null,
			problems: { rate: 'not_a_rate', cap: 'not_an_amount', fixed: 'not_an_amount' }
		});
		expect(read('merchant=M1&rate=1&cap=5&minimum=6').problems).toEqual({ cap: 'cap_below_minimum' });
	});

	it('keeps what was typed', () => {
		expect(read('merchant=M1&rate=high').fields.rate).toBe('high');
	});
});
