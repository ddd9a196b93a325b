// The fleet that the measurements are made on, and its stream of payments: seeded, so that every run sends the same.

export const FLEET = { terminals: 100_000, merchants: 20_000, acquirers: 12, issuers: 300 } as const;

/** Payments of an hour, as 100 000 terminals make them: about 2.6 per terminal that sells at all in that hour. */
const PAYMENTS_PER_HOUR = 222_000;
const HOUR_MS = 3_600_000;
/** Above 1, so that some terminals sell far more than others. */
const SKEW = 1.35;
/** Codes of failures and how often each comes, of a thousand payments. */
const FAILURES = [
	['51', 12],
	['55', 6],
	['91', 5],
	['96', 3],
	['54', 2],
	['61', 2],
	['A0', 2],
	['05', 1],
	['98', 1]
] as const;
const PRODUCTS = ['debit', 'debit', 'credit', 'qr', 'qr'] as const;
const ENTRY_MODES = ['chip', 'contactless', 'contactless', 'qr'] as const;
const MCCS = ['5411', '5812', '5999', '7011', '5541'] as const;

export type Payment = {
	id: string;
	terminalId: string;
	merchantId: string;
	acquirerId: string;
	occurredAt: string;
	type: 'sale';
	product: (typeof PRODUCTS)[number];
	codeProfile: 'cup';
	responseCode: string;
	amountMinor: number;
	currency: 'CNY';
	issuer: string;
	entryMode: (typeof ENTRY_MODES)[number];
	latencyMs: number;
	feeMinor: number;
	mcc: string;
};

/** Mulberry32: small, fast, the same everywhere. */
export function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export const terminalCode = (index: number) => `T${String(10_000_000 + index)}`;
export const merchantCode = (index: number) => `M${String(8_981_000_000 + index)}`;
export const acquirerCode = (index: number) => `ACQ${String(100 + index)}`;
export const issuerCode = (index: number) => `B${String(1_000 + index)}`;
export const merchantOf = (terminal: number) => terminal % FLEET.merchants;
export const acquirerOf = (terminal: number) => merchantOf(terminal) % FLEET.acquirers;

/** Payment after payment, in the order of time. Each stream has ids of its own. */
export function paymentStream(options: {
	seed: number;
	startMs: number;
	terminals?: number;
}): (count: number) => Payment[] {
	const random = seededRandom(options.seed);
	const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
	// A card scheme's reference: a letter, then twelve random characters, as in a real index.
	const reference = () =>
		Math.floor(random() * 36 ** 6)
			.toString(36)
			.padStart(6, '0');
	const terminals = options.terminals ?? FLEET.terminals;
	let made = 0;
	const next = (): Payment => {
		const terminal = Math.floor(terminals * random() ** SKEW);
		const amountMinor = 100 + Math.floor(random() ** 3 * 80_000);
		made += 1;
		return {
			id: `P${reference()}${reference()}`,
			terminalId: terminalCode(terminal),
			merchantId: merchantCode(merchantOf(terminal)),
			acquirerId: acquirerCode(acquirerOf(terminal)),
			occurredAt: new Date(options.startMs + Math.floor((made * HOUR_MS) / PAYMENTS_PER_HOUR)).toISOString(),
			type: 'sale',
			product: pick(PRODUCTS),
			codeProfile: 'cup',
			responseCode: responseCode(random() * 1000),
			amountMinor,
			currency: 'CNY',
			issuer: issuerCode(Math.floor(FLEET.issuers * random() ** 2)),
			entryMode: pick(ENTRY_MODES),
			latencyMs: 200 + Math.floor(random() * 1500),
			feeMinor: Math.round(amountMinor * 0.006),
			mcc: pick(MCCS)
		};
	};
	return (count) => Array.from({ length: count }, next);
}

function responseCode(draw: number): string {
	let below = 0;
	for (const [code, perThousand] of FAILURES) {
		below += perThousand;
		if (draw < below) return code;
	}
	return '00';
}

export const toNdjson = (records: readonly object[]) =>
	Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'));
