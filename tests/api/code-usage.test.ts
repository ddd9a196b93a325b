// The explorer of response codes: what came in, by code, against what was sent.
import { describe, expect } from 'vitest';
import { qualifiedCode } from '#lib/domain/qualified-codes.ts';
import { API, test } from '#tests/support/app.ts';
import { aMerchant, aTransaction } from '#tests/support/builders.ts';

const WINDOW = 'from=2026-03-02T00:00:00%2B08:00&to=2026-03-03T00:00:00%2B08:00';

type Item = {
	codeProfile: string;
	responseCode: string | null;
	attempts: number;
	transactions: number;
	terminals: number | null;
	merchants: number | null;
	share: number;
	shareLow: number;
	shareHigh: number;
	previousAttempts: number;
	actor: string;
	isMapped: boolean;
	course: number[];
};
type Usage = { items: Item[]; nextCursor: string | null; total: number; attempts: number };

const RECORDS = [
	...Array.from({ length: 6 }, () => aTransaction()),
	aTransaction({ responseCode: '91', terminalId: 'T1' }),
	aTransaction({ responseCode: '91', terminalId: 'T2' }),
	aTransaction({ responseCode: '91', terminalId: 'T2', occurredAt: '2026-03-01T12:00:00+08:00' }),
	aTransaction({ responseCode: 'W7', terminalId: 'T2' }),
	aTransaction({ responseCode: null, terminalId: 'T3' }),
	aTransaction({ responseCode: '95', terminalId: 'T3' }),
	aTransaction({ responseCode: '51', type: 'reversal' }),
	aTransaction({ responseCode: '91', acquirerId: 'ACQ2', terminalId: 'T9', merchantId: 'M9' })
];

describe('the codes of a window', () => {
	test('are counted as they were sent, with what each means and who must act', async ({ app }) => {
		await app.send('PUT', `${API}/merchants`, [aMerchant()]);
		await app.send('POST', `${API}/ingest/transactions`, RECORDS);
		const usage = (await (await app.get(`${API}/response-codes/usage?${WINDOW}`)).json()) as Usage;
		const by = new Map(usage.items.map((item) => [item.responseCode, item]));
		expect(usage.attempts).toBe(11);
		expect(by.get('91')).toMatchObject({ attempts: 3, terminals: 3, previousAttempts: 1, actor: 'issuer' });
		expect(by.get('91')!.share).toBeCloseTo(3 / 11, 12);
		expect(by.get('W7')).toMatchObject({ isMapped: false, actor: 'acquirer' });
		expect(by.get(null)).toMatchObject({ isMapped: true, attempts: 1 });
		expect(by.get('95')).toMatchObject({ transactions: 1, attempts: 0, actor: 'nobody' });
		expect(by.get('51')).toMatchObject({ transactions: 1, attempts: 0 });
		for (const item of usage.items) {
			// Transactions an hour, of 24 hours.
			expect(item.course.reduce((sum, each) => sum + each, 0)).toBeCloseTo(item.transactions, 9);
			expect(item.shareLow).toBeLessThanOrEqual(item.share);
			expect(item.shareHigh).toBeGreaterThanOrEqual(item.share);
		}
	});

	test('are set against the window that was chosen, and against the one before where none was', async ({ app }) => {
		const previousOf91 = async (comparison: string) => {
			const usage = (await (await app.get(`${API}/response-codes/usage?${WINDOW}${comparison}`)).json()) as Usage & {
				comparison: { from: string; to: string };
			};
			const item = usage.items.find(({ responseCode }) => responseCode === '91');
			return [usage.comparison.from, item?.previousAttempts];
		};
		expect(await previousOf91('')).toEqual(['2026-02-28T16:00:00.000Z', 1]);
		expect(await previousOf91('&compare=week')).toEqual(['2026-02-22T16:00:00.000Z', 0]);
		const own = 'compareFrom=2026-02-01T00:00:00Z&compareTo=2026-03-02T04:00:00Z';
		expect(await previousOf91(`&compare=custom&${own}`)).toEqual(['2026-02-01T00:00:00.000Z', 1]);
	});

	test('are found by meaning in either language, by actor, and when no rule knows them', async ({ app }) => {
		const codes = async (query: string) => {
			const answer = await app.get(`${API}/response-codes/usage?${WINDOW}&${query}`);
			return ((await answer.json()) as Usage).items.map(({ responseCode }) => responseCode);
		};
		expect(await codes(`q=${encodeURIComponent('发卡方不能操作')}`)).toEqual(['91']);
		expect(await codes('q=issuer%20inoperative')).toEqual(['91']);
		expect(await codes('actor=issuer')).toEqual(['91']);
		expect(await codes('mapped=false')).toEqual(['W7']);
		expect(await codes('profile=iso')).toEqual([]);
	});

	test('come page by page in every order, each code once', async ({ app }) => {
		for (const sort of ['-attempts', 'share', '-change', 'responseCode', '-lastSeenAt', 'amountMinor']) {
			const seen: (string | null)[] = [];
			let cursor: string | null = '';
			while (cursor !== null) {
				const next: string = cursor ? `&cursor=${cursor}` : '';
				const answer = await app.get(`${API}/response-codes/usage?${WINDOW}&limit=2&sort=${sort}${next}`);
				const page = (await answer.json()) as Usage;
				seen.push(...page.items.map(({ responseCode }) => responseCode));
				cursor = page.nextCursor;
			}
			expect(seen.length, sort).toBe(6);
			expect(new Set(seen).size, sort).toBe(6);
		}
	});

	test('over a year, read from folded days, are those that the transactions tell', async ({ app }) => {
		const year = 'from=2025-06-01T00:00:00%2B08:00&to=2026-06-01T00:00:00%2B08:00';
		const month = 'from=2026-02-15T00:00:00%2B08:00&to=2026-03-15T00:00:00%2B08:00';
		const read = async (window: string, path = '/usage') => {
			const answer = await app.get(`${API}/response-codes${path}?${window}`);
			expect(answer.status, window).toBe(200);
			return answer.json() as Promise<Usage & Record<string, unknown>>;
		};
		const counts = ({ items }: Usage) =>
			items
				.map(({ responseCode, attempts, transactions, share }) => ({ responseCode, attempts, transactions, share }))
				.toSorted((a, b) => String(a.responseCode).localeCompare(String(b.responseCode)));
		const told = counts(await read(month));
		const placesTold = (await read(month, '/cup/91')).issuers;
		await app.deps.jobs.runOnce('fold closed days');
		expect(counts(await read(month))).toEqual(told);
		expect(counts(await read(year))).toEqual(told);
		expect((await read(month, '/cup/91')).issuers).toEqual(placesTold);
		const ofYear = await read(year, '/cup/91');
		expect(ofYear).toMatchObject({ terminals: null, merchants: null, issuers: placesTold });
	});

	test('lead to lists of as many terminals and merchants as they say', async ({ app }) => {
		const { items } = (await (await app.get(`${API}/response-codes/usage?${WINDOW}`)).json()) as Usage;
		const counted = items.filter(({ terminals }) => terminals !== null);
		expect(counted.length).toBe(items.length - 1);
		for (const { codeProfile, responseCode, terminals, merchants } of counted) {
			const code = encodeURIComponent(qualifiedCode({ profile: codeProfile, code: responseCode }));
			for (const [place, count] of [
				['terminals', terminals],
				['merchants', merchants]
			] as const) {
				const list = await app.get(`${API}/failures/${place}?${WINDOW}&code=${code}`);
				expect(await list.json(), `${place} with ${responseCode}`).toMatchObject({ total: count });
			}
		}
	});

	test('are those of an acquirer alone for a key bound to it, on the page of a code as well', async ({ app }) => {
		const bound = await app.as({ acquirer: 'ACQ2' });
		const usage = (await (await bound.get(`${API}/response-codes/usage?${WINDOW}`)).json()) as Usage;
		expect(usage.items.map(({ responseCode, attempts }) => [responseCode, attempts])).toEqual([['91', 1]]);
		const code = await bound.get(`${API}/response-codes/cup/91?${WINDOW}`);
		expect(await code.json()).toMatchObject({ terminals: [{ id: 'T9', count: 1, attempts: 1 }], changes: [] });
		expect((await bound.get(`${API}/response-codes/cup/W7?${WINDOW}`)).status).toBe(404);
		expect((await app.get(`${API}/response-codes/cup/W7?${WINDOW}`)).status).toBe(200);
	});
});

test('a merchant shows the fees in force today, and none that have ended', async ({ app }) => {
	const agreement = { merchantId: 'M1', product: 'debit', ratePpm: 5000, capMinor: 2000, rounding: 'half_up' };
	const sent = await app.send('PUT', `${API}/fee-agreements`, [
		{ ...agreement, agreementId: 'OLD', validFrom: '2020-01-01', validTo: '2020-12-31' },
		{ ...agreement, agreementId: 'NEW', validFrom: '2021-01-01' }
	]);
	expect(sent.status).toBe(200);
	expect(await (await app.get(`${API}/merchants/M1`)).json()).toMatchObject({
		feeAgreements: [{ agreementId: 'NEW', product: 'debit', ratePpm: 5000, capMinor: 2000, validTo: null }]
	});
});
