// A fleet of random sales over five days, sent through the API, and the same sales counted one by one: the reference for
// every roll-up. It lives in Berlin, over the night in March when its clocks skip an hour.
import { expect } from 'vitest';
import type { Cause } from '#lib/domain/causes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import { foldDay } from '#api/features/rollups/rollups.repo.ts';
import { API, testApp, type TestApp } from './app.ts';
import { aMerchant, aTerminal, aTransaction } from './builders.ts';
import { test as databaseTest } from './database.ts';

export const ZONE = 'Europe/Berlin';
export const FIRST_MS = Date.parse('2026-03-27T00:00:00+01:00');
export const LAST_MS = Date.parse('2026-04-01T00:00:00+02:00');
const FOLDED_DAYS = ['2026-03-28', '2026-03-29', '2026-03-31'];

/** Code, and what it means under the cup profile. */
const OUTCOMES: readonly { code: string | null; cause: Cause; scope: OutcomeScope }[] = [
	{ code: '00', cause: 'approved', scope: 'approved' },
	{ code: '00', cause: 'approved', scope: 'approved' },
	{ code: '00', cause: 'approved', scope: 'approved' },
	{ code: '91', cause: 'bank_system', scope: 'upstream' },
	{ code: 'A0', cause: 'security_auth', scope: 'terminal' },
	{ code: '97', cause: 'fee_or_merchant_config', scope: 'terminal' },
	{ code: '51', cause: 'funds_or_limit', scope: 'business' },
	{ code: null, cause: 'network', scope: 'ambiguous' },
	{ code: '95', cause: 'operator', scope: 'excluded' }
];
const TERMINALS = 12;
const TRANSACTIONS = 3000;

export type Sent = ReturnType<typeof randomTransaction>;

/** A small generator of numbers in [0, 1) that is the same on every run. */
export function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

function randomTransaction(random: () => number, number: number) {
	const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
	const terminal = Math.floor(random() ** 2 * TERMINALS);
	const outcome = pick(OUTCOMES);
	const acquirer = terminal % 3 === 0 ? 'ACQ2' : 'ACQ1';
	return {
		...aTransaction({
			id: `f-${number}`,
			terminalId: `T${terminal}`,
			merchantId: `M${Math.floor(terminal / 3)}-${acquirer}`,
			acquirerId: acquirer,
			occurredAt: new Date(FIRST_MS + Math.floor(random() * (LAST_MS - FIRST_MS))).toISOString(),
			type: random() < 0.05 ? 'reversal' : 'sale',
			responseCode: outcome.code,
			amountMinor: Math.floor(random() * 100_000),
			currency: random() < 0.1 ? 'EUR' : 'CNY',
			issuer: pick(['ICBC', 'ABC', 'CCB']),
			product: pick(['credit', 'debit', undefined]),
			entryMode: random() < 0.2 ? undefined : random() < 0.5 ? 'chip' : 'contactless',
			latencyMs: Math.floor(5 + random() ** 4 * 30_000)
		}),
		outcome
	};
}

export type World = { app: TestApp; sent: readonly Sent[] };

export const test = databaseTest.extend<{ world: World }>({
	world: [
		async ({ database }, use) => {
			await database.sql`insert into fleet (time_zone, created_at) values (${ZONE}, '2026-03-01T00:00:00Z')`;
			const app = await testApp({ databaseUrl: database.url, now: '2026-04-02T12:00:00+02:00' });
			const random = seededRandom(20260329);
			const sent = Array.from({ length: TRANSACTIONS }, (_, number) => randomTransaction(random, number));
			const merchants = [...new Set(sent.map((each) => each.merchantId))].map((merchantId) =>
				aMerchant({ merchantId, acquirerId: merchantId.slice(-4), mcc: merchantId.startsWith('M0') ? '5812' : '5411' })
			);
			const terminals = [...new Map(sent.map((each) => [each.terminalId, each])).values()].map((each) =>
				aTerminal({
					terminalId: each.terminalId,
					serial: `SN-${each.terminalId}`,
					merchantId: each.merchantId,
					acquirerId: each.acquirerId,
					...(Number(each.terminalId.slice(1)) % 2 === 0
						? { vendor: 'Landi', model: 'A8' }
						: { vendor: 'Newland', model: 'V3' })
				})
			);
			for (const [method, path, records] of [
				['PUT', '/merchants', merchants],
				['PUT', '/terminals', terminals],
				['POST', '/ingest/transactions', sent.map(({ outcome: _, ...record }) => record)]
			] as const) {
				const response = await app.send(method, API + path, records);
				expect(await response.json()).toMatchObject({ accepted: records.length, rejected: 0 });
			}
			for (const day of FOLDED_DAYS) await foldDay(database.sql, day, ZONE, new Date());
			await use({ app, sent });
			await app.close();
		},
		{ scope: 'file' }
	]
});

export const isAttempt = (each: Sent) => each.type !== 'reversal' && each.outcome.scope !== 'excluded';

export function countsOf(records: readonly Sent[]) {
	const attempts = records.filter(isAttempt);
	const of = (...scopes: OutcomeScope[]) => attempts.filter((each) => scopes.includes(each.outcome.scope)).length;
	return {
		attempts: attempts.length,
		approved: of('approved', 'approved_check'),
		terminal: of('terminal'),
		upstream: of('upstream'),
		business: of('business'),
		unresolved: of('ambiguous')
	};
}

export function amountsOf(records: readonly Sent[]): Record<string, number> {
	const amounts: Record<string, number> = {};
	for (const each of records.filter(isAttempt))
		amounts[each.currency] = (amounts[each.currency] ?? 0) + each.amountMinor;
	return amounts;
}

export const within = (records: readonly Sent[], fromMs: number, toMs: number) =>
	records.filter((each) => Date.parse(each.occurredAt) >= fromMs && Date.parse(each.occurredAt) < toMs);
