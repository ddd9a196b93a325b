// From counts and rules to the rows of the explorer: joined, filtered, ordered and cut into pages here. However many transactions
// a fleet has, it has a few hundred codes.
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { rateChange } from '#lib/domain/rate-change.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { bucketStarts, nextBucketStart, type Bucket, type TimeWindow } from '#lib/domain/time-windows.ts';
import { CODE_PROFILES, type CodeProfile } from '#lib/domain/transactions.ts';
import { NO_SORT_VALUE, sortedPage } from '#api/platform/sorted-page.ts';
import type { RuleRow } from './code-rules.repo.ts';
import type { CodeBreadth, CodeSum } from './code-usage.repo.ts';
import type { UsageFilter, UsageItem, UsageSort } from './code-usage.schemas.ts';
import { meaningOf, ruleInForce } from './rule-in-force.ts';

/** A part of a bucket that says little about all of it is left out of the course of a code. */
const BUCKET_PART_MIN = 0.25;
const MS_PER_HOUR = 3_600_000;

export type UsageRead = {
	sums: readonly CodeSum[];
	names: readonly { code_id: number; profile: string; code: string }[];
	previous: readonly { code_id: number; attempts: number }[];
	/** Null when the window is too long for them. */
	breadths: readonly CodeBreadth[] | null;
	rules: readonly RuleRow[];
	/** At the end of the window: what a code means is said by the rule in force then. */
	course: { window: TimeWindow; bucket: Bucket; zone: string; nowMs: number };
};

export type UsageRow = UsageItem & { codeId: number };

const sumOf = (rows: readonly { attempts: number }[]) => rows.reduce((sum, { attempts }) => sum + attempts, 0);

export function usageRows({ sums, names, previous, breadths, rules, course }: UsageRead): UsageRow[] {
	const [all, allBefore] = [sumOf(sums), sumOf(previous)];
	const before = new Map(previous.map((row) => [row.code_id, row.attempts]));
	const nameOf = new Map(names.map((name) => [name.code_id, name]));
	const breadthOf = new Map(breadths?.map((breadth) => [breadth.code_id, breadth]));
	const buckets = courseBuckets(course);
	return [...Map.groupBy(sums, (row) => row.code_id)].flatMap(([codeId, rows]): UsageRow[] => {
		const name = nameOf.get(codeId);
		if (name === undefined) return [];
		const key = { profile: name.profile as CodeProfile, code: name.code === '' ? null : name.code };
		const attempts = sumOf(rows);
		const previousAttempts = before.get(codeId) ?? 0;
		const share = wilsonInterval(attempts, all);
		const previousShare = wilsonInterval(previousAttempts, allBefore);
		const change = rateChange(share, previousShare);
		return [
			{
				codeId,
				codeProfile: key.profile,
				responseCode: key.code,
				...meaningOf(key, ruleInForce(rules, key, course.window.toMs)),
				transactions: rows.reduce((sum, { transactions }) => sum + transactions, 0),
				attempts,
				share: share.rate,
				shareLow: share.low,
				shareHigh: share.high,
				previousAttempts,
				previousShare: previousShare.rate,
				change: change?.difference ?? null,
				changeLow: change?.low ?? null,
				changeHigh: change?.high ?? null,
				// Places are counted among attempts that were not approved: where some were, that would not be all of them.
				...breadthOn(rows.every(({ approved }) => approved === 0) ? breadthOf.get(codeId) : undefined),
				...amountOf(rows),
				course: courseOf(rows, buckets)
			}
		];
	});
}

function breadthOn(breadth: CodeBreadth | undefined) {
	return {
		terminals: breadth?.terminals ?? null,
		merchants: breadth?.merchants ?? null,
		issuers: breadth?.issuers ?? null,
		firstSeenAt: breadth?.first_at.toISOString() ?? null,
		lastSeenAt: breadth?.last_at.toISOString() ?? null
	};
}

/** Null when in several currencies, which are never added. */
function amountOf(rows: readonly CodeSum[]): Pick<UsageItem, 'amountMinor' | 'currency'> {
	const [currency, ...others] = new Set(rows.map((row) => row.currency));
	if (currency === undefined || others.length > 0) return { amountMinor: null, currency: null };
	return {
		amountMinor: rows.reduce((sum, row) => sum + row.amount_minor, 0),
		currency: currencyOfNumeric(String(currency))?.code ?? null
	};
}

type CourseBucket = { startMs: number; hours: number };

/** The buckets of the window so far, each with the hours of it that have passed. */
function courseBuckets({ window, bucket, zone, nowMs }: UsageRead['course']): CourseBucket[] {
	const endMs = Math.max(window.fromMs, Math.min(window.toMs, nowMs));
	const buckets = bucketStarts({ fromMs: window.fromMs, toMs: endMs }, bucket, zone).map((startMs) => {
		const nextMs = nextBucketStart(startMs, bucket, zone);
		const passedMs = Math.min(nextMs, endMs) - Math.max(startMs, window.fromMs);
		return { startMs, hours: passedMs / MS_PER_HOUR, part: passedMs / (nextMs - startMs) };
	});
	const whole = buckets.filter(({ part }) => part >= BUCKET_PART_MIN);
	return whole.length > 0 ? whole : buckets;
}

function courseOf(rows: readonly CodeSum[], buckets: readonly CourseBucket[]): number[] {
	const byStart = new Map<number, number>();
	for (const { bucket_start: start, transactions } of rows) {
		byStart.set(start.getTime(), (byStart.get(start.getTime()) ?? 0) + transactions);
	}
	return buckets.map(({ startMs, hours }) => (byStart.get(startMs) ?? 0) / hours);
}

type Choice = Pick<UsageFilter, 'cause' | 'scope' | 'actor' | 'mapped' | 'q' | 'profile'>;

const passes = <Value>(chosen: readonly Value[], value: Value) => chosen.length === 0 || chosen.includes(value);

function matches(row: UsageRow, { cause, scope, actor, mapped, q }: Omit<Choice, 'profile'>): boolean {
	const words = [row.responseCode, row.meaningEn, row.meaningZh].filter((text) => text !== null);
	return (
		passes(cause, row.cause) &&
		passes(scope, row.scope) &&
		passes(actor, row.actor) &&
		(mapped === undefined || row.isMapped === mapped) &&
		(q === '' || words.some((text) => text.toLowerCase().includes(q.toLowerCase())))
	);
}

/** The rows asked for, and how many codes of each profile there are whatever profiles were chosen. */
export function chosenRows(rows: readonly UsageRow[], { profile, ...choice }: Choice) {
	const matching = rows.filter((row) => matches(row, choice));
	const profiles = CODE_PROFILES.map((codeProfile) => {
		const ofProfile = matching.filter((row) => row.codeProfile === codeProfile);
		const transactions = ofProfile.reduce((sum, row) => sum + row.transactions, 0);
		return { codeProfile, codes: ofProfile.length, transactions };
	});
	return {
		chosen: matching.filter((row) => passes(profile, row.codeProfile)),
		profiles: profiles.filter(({ codes }) => codes > 0)
	};
}

const TEXT_SORTS: readonly UsageSort[] = ['responseCode', 'firstSeenAt', 'lastSeenAt'];

/** One page in the order asked for, ties by our own number. */
export function usagePage(
	rows: readonly UsageRow[],
	order: { sort: UsageFilter['sort']; limit: number; cursor: string | undefined }
) {
	const field = order.sort.replace('-', '') as UsageSort;
	const isText = TEXT_SORTS.includes(field);
	const page = sortedPage(rows, {
		...order,
		keyOf: (row) => [row[field] ?? (isText ? '' : NO_SORT_VALUE), row.codeId],
		kinds: [isText ? 'string' : 'number', 'id']
	});
	return { ...page, items: page.items.map(withoutNumber) };
}

export function withoutNumber(row: UsageRow): UsageItem {
	const item: UsageItem & { codeId?: number } = { ...row };
	delete item.codeId;
	return item;
}
