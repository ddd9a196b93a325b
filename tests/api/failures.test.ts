// Series and sums against a reference that counts the sent records one by one: whatever source answers, the answer is that
// of the facts.
import { describe, expect } from 'vitest';
import { CAUSES } from '#lib/domain/causes.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { bucketStart, type Bucket } from '#lib/domain/time-windows.ts';
import { API, test as appTest } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';
import {
	amountsOf,
	countsOf,
	FIRST_MS,
	isAttempt,
	LAST_MS,
	seededRandom,
	test,
	within,
	ZONE,
	type Sent
} from '#tests/support/random-fleet.ts';

type Item = ReturnType<typeof countsOf> & {
	bucketStart: string;
	group: string | null;
	amountMinor: number | null;
	currency: string | null;
	amounts?: { amountMinor: number; currency: string }[];
};

const keyOf = (start: string, group: string | null) => `${start} ${group}`;

/** What the API says, in the form of the reference. */
function answered(items: readonly Item[]) {
	return Object.fromEntries(
		items.map((item) => {
			const { bucketStart: start, group, amountMinor, currency, amounts, attempts, approved } = item;
			const { terminal, upstream, business, unresolved } = item;
			const list = amounts ?? [{ amountMinor, currency }];
			return [
				keyOf(start, group),
				{
					counts: { attempts, approved, terminal, upstream, business, unresolved },
					amounts: Object.fromEntries(list.map((each) => [each.currency, each.amountMinor]))
				}
			];
		})
	);
}

function expected(records: readonly Sent[], bucket: Bucket, groupOf: (each: Sent) => string | null) {
	const buckets = Map.groupBy(records.filter(isAttempt), (each) =>
		keyOf(new Date(bucketStart(Date.parse(each.occurredAt), bucket, ZONE)).toISOString(), groupOf(each))
	);
	return Object.fromEntries(
		[...buckets].map(([key, members]) => [key, { counts: countsOf(members), amounts: amountsOf(members) }])
	);
}

/** As random-fleet.ts registers them. */
const vendorOf = ({ terminalId }: Sent) => (Number(terminalId.slice(1)) % 2 === 0 ? 'Landi' : 'Newland');
const categoryOf = ({ merchantId }: Sent) => (merchantId.startsWith('M0') ? '5812' : '5411');

/** Question, the source that must answer it, and the same question put to the sent records. */
const SERIES: readonly {
	query: string;
	source: string;
	passes?: (each: Sent) => boolean;
	groupOf?: (each: Sent) => string | null;
}[] = [
	{ query: 'bucket=hour', source: 'cause_hour' },
	{ query: 'bucket=day', source: 'cause_hour' },
	{ query: 'bucket=5m', source: 'fleet_minute' },
	{ query: 'bucket=day&groupBy=acquirer', source: 'cause_hour', groupOf: (each) => each.acquirerId },
	{ query: 'bucket=hour&groupBy=cause', source: 'cause_hour', groupOf: (each) => each.outcome.cause },
	{ query: 'bucket=5m&groupBy=cause', source: 'txn', groupOf: (each) => each.outcome.cause },
	{
		query: 'bucket=day&cause=network&cause=bank_system',
		source: 'cause_hour',
		passes: (each) => ['network', 'bank_system'].includes(each.outcome.cause)
	},
	{ query: 'bucket=hour&groupBy=issuer', source: 'issuer_hour', groupOf: (each) => each.issuer },
	{
		query: 'bucket=day&groupBy=issuer&acquirer=ACQ2',
		source: 'slice_day',
		passes: (each) => each.acquirerId === 'ACQ2',
		groupOf: (each) => each.issuer
	},
	{ query: 'bucket=hour&terminal=T0', source: 'terminal_hour', passes: (each) => each.terminalId === 'T0' },
	{
		query: 'bucket=day&terminal=T1&terminal=T2',
		source: 'terminal_day',
		passes: (each) => ['T1', 'T2'].includes(each.terminalId)
	},
	{
		query: 'bucket=day&merchant=M0-ACQ1&groupBy=acquirer',
		source: 'terminal_day',
		passes: (each) => each.merchantId === 'M0-ACQ1',
		groupOf: (each) => each.acquirerId
	},
	{ query: 'bucket=hour&groupBy=scope', source: 'txn', groupOf: (each) => each.outcome.scope },
	{ query: 'bucket=day&groupBy=scope', source: 'slice_day', groupOf: (each) => each.outcome.scope },
	{ query: 'bucket=day&groupBy=code', source: 'slice_day', groupOf: (each) => each.outcome.code },
	{ query: 'bucket=day&groupBy=product', source: 'slice_day', groupOf: (each) => each.product ?? null },
	{
		query: 'bucket=day&issuer=ICBC&groupBy=product&acquirer=ACQ1',
		source: 'slice_day',
		passes: (each) => each.issuer === 'ICBC' && each.acquirerId === 'ACQ1',
		groupOf: (each) => each.product ?? null
	},
	{
		query: 'bucket=day&code=cup:51&code=cup:no-answer&groupBy=none',
		source: 'slice_day',
		passes: (each) => each.outcome.code === '51' || each.outcome.code === null
	},
	{
		query: 'bucket=day&code=cup:91&groupBy=issuer',
		source: 'slice_day',
		passes: (each) => each.outcome.code === '91',
		groupOf: (each) => each.issuer
	},
	{ query: 'bucket=day&groupBy=entryMode', source: 'slice_day', groupOf: (each) => each.entryMode ?? null },
	{
		query: 'bucket=day&groupBy=code&entryMode=chip',
		source: 'slice_day',
		passes: (each) => each.entryMode === 'chip',
		groupOf: (each) => each.outcome.code
	},
	{ query: 'bucket=day&groupBy=vendor', source: 'slice_day', groupOf: vendorOf },
	{ query: 'bucket=hour&groupBy=vendor', source: 'txn', groupOf: vendorOf },
	{
		query: 'bucket=day&groupBy=cause&vendor=Landi',
		source: 'slice_day',
		passes: (each) => vendorOf(each) === 'Landi',
		groupOf: (each) => each.outcome.cause
	},
	{ query: 'bucket=day&groupBy=mcc', source: 'terminal_day', groupOf: categoryOf },
	{ query: 'bucket=hour&groupBy=mcc', source: 'terminal_hour', groupOf: categoryOf },
	{
		query: 'bucket=day&groupBy=issuer&mcc=5812',
		source: 'txn',
		passes: (each) => categoryOf(each) === '5812',
		groupOf: (each) => each.issuer
	},
	{ query: 'bucket=day&code=iso:51', source: 'slice_day', passes: () => false },
	{ query: 'bucket=hour&code=cup:A0', source: 'txn', passes: (each) => each.outcome.code === 'A0' },
	{
		query: 'bucket=day&issuer=ICBC&model=V3&groupBy=none',
		source: 'txn',
		passes: (each) => each.issuer === 'ICBC' && Number(each.terminalId.slice(1)) % 2 === 1
	},
	{
		query: 'bucket=hour&model=V3&groupBy=cause',
		source: 'txn',
		passes: (each) => Number(each.terminalId.slice(1)) % 2 === 1,
		groupOf: (each) => each.outcome.cause
	},
	{
		query: 'bucket=day&q=sn-t1&groupBy=none',
		source: 'terminal_day',
		passes: (each) => each.terminalId.startsWith('T1')
	},
	{ query: 'bucket=day&issuer=NOBODY', source: 'slice_day', passes: () => false }
];

describe('GET /failures/series', () => {
	test.for(SERIES)('answers $query from $source as the facts would', async (question, { world }) => {
		const random = seededRandom(question.query.length);
		for (let round = 0; round < 4; round++) {
			const spanMs = question.query.includes('5m') ? 2 * 86_400_000 : LAST_MS - FIRST_MS;
			// Round 0 is cut at midnight, the others anywhere, in the middle of hours and minutes.
			const startMs = round === 0 ? FIRST_MS : FIRST_MS + Math.floor((random() * spanMs) / 2);
			const endMs = round === 0 ? FIRST_MS + spanMs : startMs + Math.floor((random() * spanMs) / 2) + 1;
			const [from, to] = [startMs, endMs].map((ms) => new Date(ms).toISOString());
			const response = await world.app.get(`${API}/failures/series?from=${from}&to=${to}&${question.query}`);
			expect(response.status).toBe(200);
			const body = (await response.json()) as { items: Item[]; source: string };
			expect(body).toMatchObject({ source: question.source, from, to, timeZone: ZONE });
			const records = within(world.sent, startMs, endMs).filter(question.passes ?? (() => true));
			const bucket = (/bucket=(\w+)/.exec(question.query)?.[1] ?? 'hour') as Bucket;
			expect(answered(body.items)).toEqual(expected(records, bucket, question.groupOf ?? (() => 'all')));
		}
	});

	test('refuses questions without a sensible answer, and says why', async ({ world }) => {
		const codes: string[] = [];
		for (const query of [
			'from=2026-03-28T00:00:00Z&to=2026-03-28T00:00:00Z',
			'bucket=5m&from=2026-03-01T00:00:00Z&to=2026-03-20T00:00:00Z',
			'groupBy=weather',
			'code=51',
			'isuer=ICBC',
			'from=2026-03-28'
		]) {
			const response = await world.app.get(`${API}/failures/series?${query}`);
			const problem = (await response.json()) as { code: string };
			codes.push(`${response.status} ${problem.code}`);
		}
		expect(codes).toEqual([
			'400 window.empty',
			'400 window.too_long',
			'400 request.invalid',
			'400 request.invalid',
			'400 request.invalid',
			'400 request.invalid'
		]);
	});
});

describe('GET /failures/summary', () => {
	test('counts the window and the one before it, with the interval of every rate', async ({ world }) => {
		const fromMs = Date.parse('2026-03-29T10:17:33.123+02:00');
		const toMs = Date.parse('2026-03-31T03:08:00.001+02:00');
		const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
		const response = await world.app.get(`${API}/failures/summary?from=${from}&to=${to}&merchant=M0-ACQ1`);
		const body = (await response.json()) as Record<'current' | 'previous', Record<string, unknown>>;
		for (const [name, startMs, endMs] of [
			['current', fromMs, toMs],
			['previous', 2 * fromMs - toMs, fromMs]
		] as const) {
			const records = within(world.sent, startMs, endMs).filter((each) => each.merchantId === 'M0-ACQ1');
			const counts = countsOf(records);
			expect(body[name]).toMatchObject({
				...counts,
				leftOut: records.length - counts.attempts,
				rates: {
					terminalTechnicalRate: {
						...wilsonInterval(counts.terminal, counts.attempts),
						count: counts.terminal,
						n: counts.attempts
					}
				}
			});
			const byCause = Object.fromEntries(
				CAUSES.slice(1).map((cause) => [
					cause,
					records.filter((each) => isAttempt(each) && each.outcome.cause === cause).length
				])
			);
			expect(body[name]?.causes).toEqual(byCause);
		}
		expect(body).toMatchObject({ freshness: [{ kind: expect.any(String) }, {}, {}] });
	});
});

appTest('single transactions are counted over 31 days at most; time without any costs nothing', async ({ app }) => {
	const on = (day: string) => aTransaction({ id: day, occurredAt: `${day}T10:00:00Z` });
	const ask = async () =>
		app.get(`${API}/failures/series?groupBy=firmware&bucket=hour&from=2026-01-01T00:00:00Z&to=2026-03-03T00:00:00Z`);
	await app.send('POST', `${API}/ingest/transactions`, [on('2026-03-02')]);
	expect((await ask()).status).toBe(200);
	await app.send('POST', `${API}/ingest/transactions`, [on('2026-01-05')]);
	const refused = await ask();
	expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([400, 'window.too_long']);
});
