// Fees of 100 000 terminals over thirty days: what comparing every sale costs once, and what asking for the drift costs after that.
import { createApp } from '#api/app.ts';
import { createDeps, type Deps } from '#api/deps.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { bootstrapFromSettings } from '#api/features/identity/bootstrap.usecases.ts';
import { fixedClock } from '#api/platform/clock.ts';
import { readConfig } from '#api/platform/config.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { FLEET } from './fleet-data.ts';
import { writeChargedDay, writeFeeAgreements } from './charged-month.ts';
import { FACTS_PER_DAY, writeRegistry } from './ninety-days.ts';
import { median, report, type Figure } from './report.ts';
import { INGEST_KEY, openWorld } from './world.ts';

const DAYS = Number(process.env['BENCH_FEE_DAYS'] ?? 30);
const TURNS = 20;
const P95 = 0.95;
const ANSWER_MS_MAX = 300;
const DAY_MS = 86_400_000;
const NOW = '2026-03-31T23:30:00+08:00';

/** What the page asks: each order, each filter, a person's terminal and merchant, and a page far down. */
const QUESTIONS: Readonly<Record<string, string>> = {
	'as the page opens': 'drift',
	'newest first': 'drift?sort=-since',
	'most per month': 'drift?sort=-perMonth',
	'most sales': 'drift?sort=-sales',
	'one kind': 'drift?kind=cap_not_applied',
	'one state': 'drift?status=new',
	'one product': 'drift?product=debit',
	'one acquirer': 'drift?acquirer=ACQ102',
	'one region': 'drift?region=R110',
	'one model': 'drift?vendor=Vendor%201&model=M1',
	'a search': 'drift?q=M898100',
	'one terminal': 'drift?terminal=T10000100',
	'one merchant': 'drift?merchant=M8981000100',
	'a week': 'drift?window=7d',
	"a terminal's course": 'course?terminal=T10000100',
	"a merchant's course": 'course?merchant=M8981000100'
};
const DEEP_PAGES = 8;
/** At the beginning everybody is charged as agreed on. */
const CLEAN_DAYS = 3;

export async function feesBench(): Promise<boolean> {
	const world = await openWorld();
	try {
		const { url } = await world.database('fees');
		const deps = await openDeps(url);
		try {
			await writeFleet(deps);
			const compareSeconds = await compared(deps);
			const asked = await askAll(deps);
			const page = median(asked['as the page opens'] ?? []);
			const figures: Figure[] = [
				{
					row: 'drift',
					what: 'p95 of all questions, ms',
					value: quantile(Object.values(asked).flat()),
					ask: { atMost: ANSWER_MS_MAX }
				},
				{
					row: 'drift',
					what: 'median answer / comparing the sales',
					value: page / 1000 / compareSeconds,
					ask: { atMost: 0.05 }
				},
				{
					row: 'compare',
					what: `seconds for a day of ${FACTS_PER_DAY} sales`,
					value: compareSeconds / DAYS,
					ask: null
				},
				...Object.entries(asked).map(([row, times]): Figure => ({
					row,
					what: 'p95, ms',
					value: quantile(times),
					ask: null
				}))
			];
			const driftingSeries = await countDrifting(deps.sql);
			return await report('fees', figures, {
				terminals: FLEET.terminals,
				days: DAYS,
				driftingSeries,
				compareSeconds,
				asked
			});
		} finally {
			await deps.close();
		}
	} finally {
		await world.close();
	}
}

async function openDeps(url: string): Promise<Deps> {
	const settings = { DATABASE_URL: url, NODE_ENV: 'production', TILLWATCH_LOG_LEVEL: 'silent' };
	const config = readConfig({ ...settings, TILLWATCH_BOOTSTRAP_INGEST_KEY: INGEST_KEY });
	const deps = await createDeps(config, { clock: fixedClock(NOW) });
	await bootstrapFromSettings(deps);
	return deps;
}

async function writeFleet({ sql, intake }: Deps): Promise<void> {
	await writeRegistry(sql, new Date(NOW));
	await writeFeeAgreements(sql);
	const lastDayMs = Date.parse(`${NOW.slice(0, 10)}T00:00:00+08:00`);
	const days = Array.from({ length: DAYS }, (_, index) => lastDayMs - index * DAY_MS);
	await intake.partitions.ensure([...days, lastDayMs + DAY_MS - 1], new Date(NOW));
	for (const [number, day] of days.entries()) {
		await writeChargedDay(sql, new Date(day), { number, isDrifting: number < DAYS - CLEAN_DAYS });
	}
	await sql.unsafe('vacuum analyze');
}

/** Seconds that the job needs for all days: every sale is looked at once. */
async function compared({ sql, clock, timeZone }: Deps): Promise<number> {
	await sql`insert into folded_day (day, folded_at) select distinct (occurred_at at time zone ${timeZone})::date, ${new Date(NOW)}::timestamptz from txn`;
	const startedAt = performance.now();
	await compareDueFees({ sql, clock, timeZone });
	const seconds = (performance.now() - startedAt) / 1000;
	await sql.unsafe('vacuum analyze');
	return seconds;
}

async function countDrifting(sql: Sql): Promise<number> {
	const [row] = await sql<{ series: number }[]>`
		select count(distinct (terminal_id, product))::int as series from fee_day where sign >= 2`;
	return row?.series ?? 0;
}

/** Milliseconds of each turn of each question, through the whole app. */
async function askAll(deps: Deps): Promise<Record<string, number[]>> {
	const app = createApp(deps);
	const ask = async (question: string): Promise<{ ms: number; nextCursor: string | null }> => {
		const startedAt = performance.now();
		const address = new URL(`/api/v1/fees/${question}`, 'http://localhost');
		const response = await app.fetch(new Request(address, { headers: { authorization: `Bearer ${INGEST_KEY}` } }));
		const text = await response.text();
		const ms = performance.now() - startedAt;
		if (response.status !== 200) throw new Error(`${question} answered ${response.status}: ${text}`);
		return { ms, nextCursor: (JSON.parse(text) as { nextCursor?: string | null }).nextCursor ?? null };
	};
	let farDown = 'drift?limit=100';
	for (let page = 0; page < DEEP_PAGES; page++) {
		const { nextCursor } = await ask(farDown);
		if (nextCursor !== null) farDown = `drift?limit=100&cursor=${encodeURIComponent(nextCursor)}`;
	}
	const asked: Record<string, number[]> = {};
	for (const [what, question] of Object.entries({ ...QUESTIONS, 'a page far down': farDown })) {
		await ask(question);
		const times: number[] = [];
		for (let turn = 0; turn < TURNS; turn++) times.push((await ask(question)).ms);
		asked[what] = times;
	}
	return asked;
}

function quantile(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.ceil(sorted.length * P95) - 1] ?? NaN;
}
