import { expect, it } from 'vitest';
import { inOrder, readTerminalOrder } from './merchant-terminals.ts';
import type { MerchantTerminal } from './merchants.queries.ts';

function aTerminal(terminalId: string, fields: Partial<MerchantTerminal>): MerchantTerminal {
	return {
		terminalId,
		serial: null,
		vendor: 'PAX',
		model: 'A920',
		status: 'active',
		registered: true,
		state: 'normal',
		attempts: 100,
		approved: 100,
		terminal: 0,
		upstream: 0,
		business: 0,
		unresolved: 0,
		rate: 0,
		rateLow: 0,
		rateHigh: 0.04,
		lastTransactionAt: null,
		...fields
	};
}

const ROWS = [
	aTerminal('T1', { attempts: 0, rate: null, rateHigh: 1 }),
	aTerminal('T2', { rateLow: 0.3, state: 'abnormal' }),
	aTerminal('T3', { attempts: 7 }),
	aTerminal('T4', { attempts: 7, lastTransactionAt: '2026-03-02T04:00:00Z' })
];
const ids = (sort: string) => inOrder(ROWS, readTerminalOrder(sort)).map(({ terminalId }) => terminalId);

it('puts the worst first unless asked otherwise, and what nothing is known of last', () => {
	expect(ids('')).toEqual(['T2', 'T3', 'T4', 'T1']);
	expect(ids('no-such-field')).toEqual(ids('-rateLow'));
});

it('orders by any column, equal rows by their id', () => {
	expect(ids('attempts')).toEqual(['T1', 'T3', 'T4', 'T2']);
	expect(ids('state')[0]).toBe('T2');
	expect(ids('-lastTransactionAt')).toEqual(['T4', 'T1', 'T2', 'T3']);
});
