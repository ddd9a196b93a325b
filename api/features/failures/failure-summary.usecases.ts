import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { ratesOf, type Counts, type Interval } from '#lib/domain/rates.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { currencyCode } from './failure-series.usecases.ts';
import { freshness, windowSums, type SumRow } from './failure-summary.repo.ts';
import { planPieces } from './failure-window.ts';
import type { FailureFilter, Summary, SummaryWindow } from './failures.schemas.ts';
import { dimensionsOf, filterIds, type FilterIds } from './filter-ids.repo.ts';

export type SummaryQuestion = { filter: FailureFilter; window: TimeWindow; previous: TimeWindow; zone: string };

export async function readSummary(db: ReadDb, scope: Scope, question: SummaryQuestion): Promise<Summary> {
	const { filter, window, previous, zone } = question;
	const ids = await filterIds(db, filter);
	return {
		timeZone: zone,
		current: await sumsOf(db, scope, ids, window, zone),
		previous: await sumsOf(db, scope, ids, previous, zone),
		freshness: (await freshness(db, scope)).map((row) => ({
			kind: row.kind,
			source: row.source,
			lastReceivedAt: row.last_received_at.toISOString(),
			lastEventAt: row.last_event_at?.toISOString() ?? null,
			records: Number(row.records)
		}))
	};
}

async function sumsOf(
	db: ReadDb,
	scope: Scope,
	ids: FilterIds,
	window: TimeWindow,
	zone: string
): Promise<SummaryWindow> {
	const { pieces } = await planPieces(db, window, zone, dimensionsOf(ids), null);
	const rows = await windowSums(db, scope, { pieces, ids, zone });
	const sum = (column: keyof SumRow) => rows.reduce((total, row) => total + row[column], 0);
	const counts = {
		approved: sum('approved'),
		terminal: sum('terminal'),
		upstream: sum('upstream'),
		business: sum('business'),
		unresolved: sum('unresolved')
	};
	const attempts = counts.approved + counts.terminal + counts.upstream + counts.business + counts.unresolved;
	const amountsOf = (column: 'amount_minor' | 'approved_minor') =>
		rows.map((row) => ({ amountMinor: row[column], currency: currencyCode(row.currency) }));
	return {
		from: new Date(window.fromMs).toISOString(),
		to: new Date(window.toMs).toISOString(),
		attempts,
		...counts,
		leftOut: sum('total') - attempts,
		rates: summaryRates({ all: attempts, excluded: 0, reversals: 0, ...counts }),
		causes: Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, sum(cause)])) as Record<FailureCause, number>,
		amounts: amountsOf('amount_minor'),
		approvedAmounts: amountsOf('approved_minor')
	};
}

function summaryRates(counts: Counts): SummaryWindow['rates'] {
	const rates = ratesOf(counts);
	const rate = (interval: Interval, count: number) => ({ ...interval, count, n: rates.attempts });
	return {
		approvalRate: rate(rates.approvalRate, counts.approved),
		terminalTechnicalRate: rate(rates.terminalTechnicalRate, counts.terminal),
		upstreamRate: rate(rates.upstreamRate, counts.upstream),
		businessRate: rate(rates.businessRate, counts.business),
		unresolvedRate: rate(rates.unresolvedRate, counts.unresolved)
	};
}
