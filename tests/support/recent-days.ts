// Transactions of the last thirty hours for the pages to show: one terminal that is broken, one bank that fails, the rest as it should be.
import { aMerchant, aTerminal, aTransaction } from './builders.ts';

export const BROKEN_TERMINAL = 'T-BROKEN';
const TERMINALS = 12;
const TRANSACTIONS_PER_TERMINAL = 80;
const MINUTE_MS = 60_000;
/** Longer than a day: whatever the hour of the run, yesterday of the fleet's calendar has sales as well. */
const SPAN_MINUTES = 30 * 60;

const terminalOf = (number: number) => (number === 0 ? BROKEN_TERMINAL : `T-${String(number).padStart(2, '0')}`);
const merchantOf = (number: number) => `M-${Math.floor(number / 2)}`;

export const TERMINAL_IDS = Array.from({ length: TERMINALS }, (_, number) => terminalOf(number));
export const MERCHANT_IDS = Array.from({ length: TERMINALS / 2 }, (_, number) => `M-${number}`);
/** Charged more than it agreed to from some hour on, and nobody has signed for it. */
export const RAISED_MERCHANT = 'M-4';
const RAISED_MINUTES_AGO = 12 * 60;
const AGREED_FEE_MINOR = 53;
const RAISED_FEE_MINOR = 75;

export const merchants = Array.from({ length: TERMINALS / 2 }, (_, number) =>
	aMerchant({
		merchantId: `M-${number}`,
		name: number === 0 ? '这是一个名字特别特别长的商户用来看看页面会怎么显示它' : `商户 ${number}`
	})
);

export const terminals = Array.from({ length: TERMINALS }, (_, number) =>
	aTerminal({ terminalId: terminalOf(number), merchantId: merchantOf(number), serial: `SN-${number}` })
);

/** The same numbers on every run; only the day moves with `now`. */
export function transactionsBefore(now: Date): object[] {
	return Array.from({ length: TERMINALS * TRANSACTIONS_PER_TERMINAL }, (_, index) => {
		const number = index % TERMINALS;
		const minutesAgo = 10 + ((index * 37) % SPAN_MINUTES);
		return aTransaction({
			id: `recent-${index}`,
			terminalId: terminalOf(number),
			merchantId: merchantOf(number),
			occurredAt: new Date(now.getTime() - minutesAgo * MINUTE_MS).toISOString(),
			issuer: index % 5 === 0 ? 'ABC' : 'ICBC',
			feeMinor: isRaised(number, minutesAgo) ? RAISED_FEE_MINOR : AGREED_FEE_MINOR,
			responseCode: responseCodeOf(number, index)
		});
	});
}

const isRaised = (terminalNumber: number, minutesAgo: number) =>
	merchantOf(terminalNumber) === RAISED_MERCHANT && minutesAgo < RAISED_MINUTES_AGO;

function responseCodeOf(terminalNumber: number, index: number): string | null {
	if (terminalNumber === 0 && index % 3 === 0) return 'A0';
	if (index % 29 === 0) return '51';
	if (index % 41 === 0) return '91';
	return index % 97 === 0 ? null : '00';
}
