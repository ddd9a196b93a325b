import { CAUSES } from '#lib/domain/causes.ts';
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import { bucketFor, type Bucket, type TimeWindow } from '#lib/domain/time-windows.ts';
import { CONNECTIONS, ENTRY_MODES, PRODUCTS } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { failureSeries, type SeriesRow } from './failure-series.repo.ts';
import { planPieces } from './failure-window.ts';
import { seriesTooWide, windowTooLong } from './failures.errors.ts';
import type { FailureFilter, GroupBy, SeriesItem } from './failures.schemas.ts';
import { dimensionsOf, filterIds } from './filter-ids.repo.ts';

const MS_PER_DAY = 86_400_000;

/** The longest window per bucket: some 900, 2 200 and 400 buckets. */
export const BUCKET_SPAN_DAYS_MAX: Record<Bucket, number> = { '5m': 3, hour: 93, day: 400 };

/** Buckets times groups: a month of hours by 60 banks. More is a download, not a chart. */
export const SERIES_POINTS_MAX = 50_000;

export type SeriesQuestion = {
	filter: FailureFilter;
	window: TimeWindow;
	zone: string;
	bucket: Bucket | undefined;
	groupBy: GroupBy;
};

export async function readSeries(db: ReadDb, scope: Scope, question: SeriesQuestion) {
	const { filter, window, zone, groupBy } = question;
	const bucket = question.bucket ?? bucketFor(window);
	if (window.toMs - window.fromMs > BUCKET_SPAN_DAYS_MAX[bucket] * MS_PER_DAY) {
		throw windowTooLong(`Buckets of ${bucket} cover at most ${BUCKET_SPAN_DAYS_MAX[bucket]} days`);
	}
	const ids = await filterIds(db, filter);
	const group = groupBy === 'none' ? null : groupBy;
	const dimensions = [...dimensionsOf(ids), ...(group === null ? [] : [group])];
	const { source, pieces } = await planPieces(db, window, zone, dimensions, bucket);
	const rows = await failureSeries(db, scope, {
		pieces,
		ids,
		zone,
		bucket,
		groupBy: group,
		rowsMax: SERIES_POINTS_MAX
	});
	if (rows.length > SERIES_POINTS_MAX) {
		throw seriesTooWide(`A series has at most ${SERIES_POINTS_MAX} points: take a larger bucket, or filter`);
	}
	return { items: itemsOf(rows, groupBy), bucket, groupBy, source };
}

/** Rows come one per currency; a point adds up its counts and keeps its amounts apart. */
function itemsOf(rows: SeriesRow[], groupBy: GroupBy): SeriesItem[] {
	const items: SeriesItem[] = [];
	let last: SeriesRow | undefined;
	for (const row of rows) {
		const point = items.at(-1);
		const isSamePoint = last?.bucket_start.getTime() === row.bucket_start.getTime() && last.group_id === row.group_id;
		if (point && isSamePoint) addCurrency(point, row);
		else items.push(itemOf(row, groupBy));
		last = row;
	}
	return items;
}

function itemOf(row: SeriesRow, groupBy: GroupBy): SeriesItem {
	return {
		bucketStart: row.bucket_start.toISOString(),
		group: groupOf(row, groupBy),
		...(row.group_label !== null && { groupLabel: row.group_label }),
		...(row.group_profile !== null && { profile: row.group_profile }),
		attempts: row.attempts,
		approved: row.approved,
		terminal: row.terminal,
		upstream: row.upstream,
		business: row.business,
		unresolved: row.unresolved,
		amountMinor: row.amount_minor,
		currency: currencyCode(row.currency)
	};
}

function addCurrency(item: SeriesItem, row: SeriesRow): void {
	item.attempts += row.attempts;
	item.approved += row.approved;
	item.terminal += row.terminal;
	item.upstream += row.upstream;
	item.business += row.business;
	item.unresolved += row.unresolved;
	item.amounts ??= [{ amountMinor: item.amountMinor ?? 0, currency: item.currency ?? '' }];
	item.amounts.push({ amountMinor: row.amount_minor, currency: currencyCode(row.currency) });
	item.amountMinor = null;
	item.currency = null;
}

/** The name of a group in answers; null where facts leave it out. */
export function groupOf(row: Pick<SeriesRow, 'group_id' | 'group_code'>, groupBy: GroupBy): string | null {
	switch (groupBy) {
		case 'none':
			return 'all';
		case 'cause':
			return CAUSES[row.group_id ?? -1] ?? null;
		case 'scope':
			return SCOPES[row.group_id ?? -1] ?? null;
		case 'product':
			return PRODUCTS[row.group_id ?? -1] ?? null;
		case 'entryMode':
			return ENTRY_MODES[row.group_id ?? -1] ?? null;
		case 'connection':
			return namedConnection(row.group_id);
		default:
			return row.group_code;
	}
}

/** Where nobody said how a terminal is connected, there is no such group. */
function namedConnection(index: number | null): string | null {
	const connection = CONNECTIONS[index ?? -1];
	return connection === undefined || connection === 'unknown' ? null : connection;
}

/** Numbers that ISO 4217 does not know cannot come in; were there one, it would show as it is. */
export function currencyCode(numeric: number): string {
	return currencyOfNumeric(String(numeric))?.code ?? String(numeric);
}
