import { funnelZoneAround } from '#lib/domain/funnel-limits.ts';
import { LATENCY_STEP_ERROR_MAX, latencyOfStep } from '#lib/domain/latency-steps.ts';
import { bucketFor, type Bucket, type TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import {
	funnel,
	latencyPercentiles,
	retries,
	RETRY_WITHIN_SECONDS,
	rhythm,
	type Counted,
	type FunnelColumns,
	type LatencyPrecision,
	type RetryRow
} from './failure-patterns.repo.ts';
import { FIRST_OUTCOMES, type Funnel, type Latency, type Retries, type Rhythm } from './failure-patterns.schemas.ts';
import { BUCKET_SPAN_DAYS_MAX } from './failure-series.usecases.ts';
import { factPieces, planPieces } from './failure-window.ts';
import { windowTooLong } from './failures.errors.ts';
import type { FailureFilter } from './failures.schemas.ts';
import { dimensionsOf, filterIds } from './filter-ids.repo.ts';
import type { Detail, Dimension } from './sources.ts';

export type PatternQuestion = { filter: FailureFilter; window: TimeWindow; zone: string };
type Answer<T> = Omit<T, 'from' | 'to' | 'timeZone'>;

const MS_PER_DAY = 86_400_000;

export async function readRhythm(db: ReadDb, scope: Scope, question: PatternQuestion): Promise<Answer<Rhythm>> {
	const rows = await rhythm(db, scope, await countedBy(db, question, [], 'hour'));
	return {
		items: rows.map((row) => ({
			...row,
			attempts: row.approved + row.terminal + row.upstream + row.business + row.unresolved
		}))
	};
}

export async function readLatency(
	db: ReadDb,
	scope: Scope,
	question: PatternQuestion & { bucket: Bucket | undefined }
): Promise<Answer<Latency>> {
	const { window } = question;
	const bucket = question.bucket ?? bucketFor(window);
	if (window.toMs - window.fromMs > BUCKET_SPAN_DAYS_MAX[bucket] * MS_PER_DAY) {
		throw windowTooLong(`Buckets of ${bucket} cover at most ${BUCKET_SPAN_DAYS_MAX[bucket]} days`);
	}
	const { counted, precision } = await countedLatencies(db, question, bucket);
	const rows = await latencyPercentiles(db, scope, { ...counted, bucket, precision });
	const ms = precision === 'exact' ? (latency: number) => latency : latencyOfStep;
	const items = rows.map(({ bucket_start, n, p50, p95, p99 }) => ({
		bucketStart: bucket_start.toISOString(),
		n,
		p50Ms: ms(p50),
		p95Ms: ms(p95),
		p99Ms: ms(p99)
	}));
	return { items, bucket, errorMax: precision === 'exact' ? 0 : LATENCY_STEP_ERROR_MAX };
}

/** Closed days are counted by steps of latency; where they cannot answer, facts do, exactly. */
async function countedLatencies(
	db: ReadDb,
	{ filter, window, zone }: PatternQuestion,
	bucket: Bucket
): Promise<{ counted: Counted; precision: LatencyPrecision }> {
	const ids = await filterIds(db, filter);
	const { source, pieces } = await planPieces(db, window, zone, [...dimensionsOf(ids), 'latency'], bucket);
	return { counted: { pieces, ids, zone }, precision: source === 'txn' ? 'exact' : 'steps' };
}

export async function readFunnel(
	db: ReadDb,
	scope: Scope,
	question: PatternQuestion & { ids: 'all' | 'outside' }
): Promise<Answer<Funnel>> {
	const columns = await funnel(db, scope, await countedBy(db, question, ['terminal'], null, 'outcomes'));
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const attempts = sum(columns.attempts);
	const centre = attempts === 0 ? null : sum(columns.failures) / attempts;
	const terminalIds = question.ids === 'all' || centre === null ? columns.terminal_ids : idsOutside(columns, centre);
	return { terminalIds, attempts: columns.attempts, failures: columns.failures, centre };
}

/** Ids are nearly all there is to send of a large fleet, and a plot names only what is no chance. */
function idsOutside({ terminal_ids, attempts, failures }: FunnelColumns, centre: number): (string | null)[] {
	const zoneOf = funnelZoneAround(centre);
	return terminal_ids.map((id, index) => (zoneOf(attempts[index] ?? 0, failures[index] ?? 0) === 'inside' ? null : id));
}

export async function readRetries(db: ReadDb, scope: Scope, question: PatternQuestion): Promise<Answer<Retries>> {
	const rows = await retries(db, scope, await countedFacts(db, question));
	const sum = (column: 'sales' | 'attempts' | 'approved_later', where: (row: RetryRow) => boolean = () => true) =>
		rows.reduce((total, row) => total + (where(row) ? row[column] : 0), 0);
	const hasFailed = ({ first }: RetryRow) => first !== 0;
	return {
		withinSeconds: RETRY_WITHIN_SECONDS,
		attempts: sum('attempts'),
		sales: sum('sales'),
		approvedFirst: sum('sales', (row) => !hasFailed(row)),
		retried: sum('sales', (row) => hasFailed(row) && row.tries > 1),
		approvedAfterRetry: sum('approved_later'),
		givenUp: sum('sales', (row) => hasFailed(row) && row.tries === 1),
		byFirstOutcome: FIRST_OUTCOMES.map((outcome, index) => ({
			outcome,
			sales: sum('sales', ({ first }) => first === index),
			retried: sum('sales', ({ first, tries }) => first === index && tries > 1),
			approvedAfterRetry: sum('approved_later', ({ first }) => first === index)
		})),
		byTries: [1, 2, 3, 4, 5].map((tries) => ({
			tries,
			sales: sum('sales', (row) => row.tries === tries && hasFailed(row)),
			approvedAfterRetry: sum('approved_later', (row) => row.tries === tries)
		}))
	};
}

async function countedBy(
	db: ReadDb,
	{ filter, window, zone }: PatternQuestion,
	dimensions: readonly Dimension[],
	bucket: Bucket | null,
	detail: Detail = 'all'
): Promise<Counted> {
	const ids = await filterIds(db, filter);
	const { pieces } = await planPieces(db, window, zone, [...dimensionsOf(ids), ...dimensions], bucket, detail);
	return { pieces, ids, zone };
}

/** Roll-ups do not know which card it was. */
async function countedFacts(db: ReadDb, { filter, window, zone }: PatternQuestion): Promise<Counted> {
	return { pieces: factPieces(window), ids: await filterIds(db, filter), zone };
}
