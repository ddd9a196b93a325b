// From counts and rules to the rows of the explorer: joined, filtered, ordered and cut into pages here. However many transactions
// a fleet has, it has a few hundred codes.
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { rateChange } from '#lib/domain/rate-change.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { CODE_PROFILES, type CodeProfile } from '#lib/domain/transactions.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { RuleRow } from './code-rules.repo.ts';
import type { CodeCounts } from './code-usage.repo.ts';
import type { UsageFilter, UsageItem, UsageSort } from './code-usage.schemas.ts';
import { meaningOf, ruleInForce } from './rule-in-force.ts';

/** Parts of the window in the course of a code: enough for a line of the size of a word. */
export const COURSE_PARTS = 24;

export type UsageRead = {
	counts: readonly CodeCounts[];
	previous: readonly { code_id: number; attempts: number }[];
	courses: readonly { code_id: number; part: number; transactions: number }[];
	rules: readonly RuleRow[];
	/** The end of the window: what a code means is said by the rule in force then. */
	atMs: number;
};

export type UsageRow = UsageItem & { codeId: number };

const sumOf = (rows: readonly { attempts: number }[]) => rows.reduce((sum, { attempts }) => sum + attempts, 0);

export function usageRows({ counts, previous, courses, rules, atMs }: UsageRead): UsageRow[] {
	const [all, allBefore] = [sumOf(counts), sumOf(previous)];
	const before = new Map(previous.map((row) => [row.code_id, row.attempts]));
	const courseOf = coursesByCode(courses);
	return counts.map((row) => {
		const key = { profile: row.profile as CodeProfile, code: row.code === '' ? null : row.code };
		const previousAttempts = before.get(row.code_id) ?? 0;
		const share = wilsonInterval(row.attempts, all);
		const previousShare = wilsonInterval(previousAttempts, allBefore);
		const change = rateChange(share, previousShare);
		return {
			codeId: row.code_id,
			codeProfile: key.profile,
			responseCode: key.code,
			...meaningOf(key, ruleInForce(rules, key, atMs)),
			transactions: row.transactions,
			attempts: row.attempts,
			share: share.rate,
			shareLow: share.low,
			shareHigh: share.high,
			previousAttempts,
			previousShare: previousShare.rate,
			change: change?.difference ?? null,
			changeLow: change?.low ?? null,
			changeHigh: change?.high ?? null,
			terminals: row.terminals,
			merchants: row.merchants,
			issuers: row.issuers,
			amountMinor: row.amount_minor,
			currency: row.currency === null ? null : (currencyOfNumeric(String(row.currency))?.code ?? null),
			firstSeenAt: row.first_at.toISOString(),
			lastSeenAt: row.last_at.toISOString(),
			course: courseOf.get(row.code_id) ?? emptyCourse()
		};
	});
}

const emptyCourse = () => Array.from({ length: COURSE_PARTS }, () => 0);

function coursesByCode(courses: UsageRead['courses']): Map<number, number[]> {
	const byCode = new Map<number, number[]>();
	for (const { code_id: codeId, part, transactions } of courses) {
		const course = byCode.get(codeId) ?? emptyCourse();
		// Division by a fraction of seconds may put the last instant just behind the last part.
		const place = Math.min(part, COURSE_PARTS - 1);
		course[place] = (course[place] ?? 0) + transactions;
		byCode.set(codeId, course);
	}
	return byCode;
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
/** Below every number that a row may hold: what is not known comes last from the top. */
const LOWEST = -Number.MAX_VALUE;

function sortValue(row: UsageRow, field: UsageSort): string | number {
	const value = row[field];
	return value ?? (TEXT_SORTS.includes(field) ? '' : LOWEST);
}

/** One page in the order asked for, ties by our own number. */
export function usagePage(
	rows: readonly UsageRow[],
	{ sort, limit, cursor }: { sort: UsageFilter['sort']; limit: number; cursor: string | undefined }
) {
	const field = sort.replace('-', '') as UsageSort;
	const direction = sort.startsWith('-') ? -1 : 1;
	const order = (a: [string | number, number], b: [string | number, number]) =>
		a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -direction : direction;
	const keyOf = (row: UsageRow): [string | number, number] => [sortValue(row, field), row.codeId];
	const sorted = rows.toSorted((a, b) => order(keyOf(a), keyOf(b)));
	const after = cursor && decodeCursor(sort, cursor, [TEXT_SORTS.includes(field) ? 'string' : 'number', 'id']);
	const rest = after ? sorted.filter((row) => order(keyOf(row), after as [string | number, number]) > 0) : sorted;
	const page = pageFrom(rest, limit, sort, keyOf);
	return { items: page.items.map(withoutNumber), nextCursor: page.nextCursor, total: rows.length };
}

export function withoutNumber(row: UsageRow): UsageItem {
	const item: UsageItem & { codeId?: number } = { ...row };
	delete item.codeId;
	return item;
}
