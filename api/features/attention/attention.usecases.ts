// The work list: every reason that the sources find, by whom it is about, the costliest first.
import {
	ATTENTION_KINDS,
	attentionAction,
	costOfWaiting,
	isMarkInForce,
	orderReasons,
	type AttentionKind,
	type AttentionReason
} from '#lib/domain/attention.ts';
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { addDays, calendarDay, dayName, startOfDay } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { NO_SORT_VALUE, sortedPage } from '#api/platform/sorted-page.ts';
import { newestDataAt } from '#api/features/terminals/terminal-state.repo.ts';
import { boardDays, foldedOf } from '#api/features/terminals/terminal-verdict.repo.ts';
import { ATTENTION_SOURCES, type AttentionMoment, type Finding, type Loss } from './attention-sources.ts';
import { markItem, type Marked } from './attention-marks.usecases.ts';
import { nothingToMark } from './attention.errors.ts';
import {
	listMarks,
	merchantsAmong,
	terminalsAmong,
	usualSales,
	type MarkRow,
	type SubjectKind,
	type UsualSales
} from './attention.repo.ts';
import type { AttentionItem, AttentionQuery, NewMark } from './attention.schemas.ts';

/** Weekdays differ: what a terminal usually sells is taken over whole weeks. */
const USUAL_DAYS = 28;

/** Now, unless an earlier moment is asked for: then the end of the last business day that was over by then. */
async function momentOf(db: ReadDb, asOf: Date | undefined, now: Date, timeZone: string): Promise<AttentionMoment> {
	const newest = await newestDataAt(db, now);
	const today = calendarDay(newest.getTime(), timeZone);
	const isNow = asOf === undefined || asOf.getTime() >= startOfDay(today, timeZone);
	const lastDay = isNow ? today : addDays(calendarDay(asOf.getTime(), timeZone), -1);
	const days = boardDays(lastDay, timeZone);
	const folded = await foldedOf(db, days);
	return { asOf: isNow ? newest : new Date(days.at(-1)?.toMs ?? 0), isNow, timeZone, days, folded };
}

export type Subject = { kind: SubjectKind; id: number; reasons: AttentionReason[]; currency: number | null };

/** Everybody with a reason, each once, before any filter. */
async function subjectsAt(db: ReadDb, scope: Scope, moment: AttentionMoment): Promise<Subject[]> {
	const findings: Finding[] = [];
	for (const source of ATTENTION_SOURCES) findings.push(...(await source(db, scope, moment)));
	const usual = await usualOf(db, scope, findings, moment);
	const grouped = Map.groupBy(findings, ({ subjectKind, subjectId }) => `${subjectKind} ${subjectId}`);
	return [...grouped.values()].flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		const sales = first.subjectKind === 'terminal' ? usual.get(first.subjectId) : undefined;
		const currencies = own.map(({ loss }) => (loss.kind === 'measured' ? loss.currency : (sales?.currency ?? null)));
		return [
			{
				kind: first.subjectKind,
				id: first.subjectId,
				reasons: orderReasons(own.map((finding) => ({ ...finding, ...costsOf(finding.loss, sales) }))),
				currency: currencies.find((currency) => currency !== null) ?? null
			}
		];
	});
}

/** What the terminals sell whose loss is their sales. */
async function usualOf(db: ReadDb, scope: Scope, findings: readonly Finding[], { asOf, timeZone }: AttentionMoment) {
	const isAbout = ({ kind }: Loss) => kind === 'all_sales' || kind === 'share_of_sales' || kind === 'at_risk';
	const ids = findings.flatMap((each) =>
		each.subjectKind === 'terminal' && isAbout(each.loss) ? [each.subjectId] : []
	);
	if (ids.length === 0) return new Map<number, UsualSales>();
	const last = addDays(calendarDay(asOf.getTime(), timeZone), -1);
	const days = { first: dayName(addDays(last, 1 - USUAL_DAYS)), last: dayName(last) };
	const rows = await usualSales(db, scope, [...new Set(ids)], days);
	return new Map(rows.map((row) => [row.terminal_id, row]));
}

function costsOf(loss: Loss, sales: UsualSales | undefined) {
	const perDay = sales ? Math.round(sales.approved_minor / sales.days) : null;
	switch (loss.kind) {
		case 'measured':
			return { costMinorPerDay: loss.minorPerDay, atRiskMinorPerDay: null };
		case 'all_sales':
			return { costMinorPerDay: perDay, atRiskMinorPerDay: null };
		case 'share_of_sales':
			return { costMinorPerDay: perDay === null ? null : Math.round(perDay * loss.share), atRiskMinorPerDay: null };
		case 'at_risk':
			return { costMinorPerDay: 0, atRiskMinorPerDay: perDay };
		case 'none':
			return { costMinorPerDay: 0, atRiskMinorPerDay: null };
	}
}

export type Question = Omit<AttentionQuery, 'asOf' | 'format' | 'limit' | 'cursor'> & { asOf: Date | undefined };
type Listed = Subject & { identity: Identity; ownAcquirerId: number; mark: MarkRow | null; cost: number | null };

/** Works the list out; pages of it are cut by `attentionPage`. */
export async function attentionList(db: ReadDb, scope: Scope, question: Question, now: Date, timeZone: string) {
	const moment = await momentOf(db, question.asOf, now, timeZone);
	const subjects = await subjectsAt(db, scope, moment);
	const identities = await identitiesOf(db, scope, subjects, question);
	const marks = new Map((await listMarks(db, scope)).map((mark) => [`${mark.subject_kind} ${mark.subject_id}`, mark]));
	const candidates = subjects.flatMap((subject): Listed[] => {
		const key = `${subject.kind} ${subject.id}`;
		const known = identities.get(key);
		if (!known) return [];
		const mark = inForce(marks.get(key), subject.reasons, now);
		return [{ ...subject, ...known, mark, cost: costOfWaiting(subject.reasons) }];
	});
	const marked = candidates.filter(({ mark }) => isWanted(question.marked, mark));
	const listed = marked.filter(
		({ reasons }) => question.kind.length === 0 || reasons.some(({ kind }) => question.kind.includes(kind))
	);
	return { moment, listed, counts: countsByKind(marked), costs: costsByCurrency(listed) };
}

function inForce(mark: MarkRow | undefined, reasons: readonly AttentionReason[], now: Date): MarkRow | null {
	if (!mark) return null;
	const untilMs = mark.until?.getTime() ?? null;
	return isMarkInForce({ kinds: mark.kinds, untilMs }, reasons, now.getTime()) ? mark : null;
}

function isWanted(wanted: AttentionQuery['marked'], mark: MarkRow | null): boolean {
	if (wanted === 'all') return true;
	if (wanted === 'open') return mark?.status !== 'snoozed';
	if (wanted === 'unmarked') return mark === null;
	return mark?.status === wanted;
}

function countsByKind(listed: readonly Listed[]): Partial<Record<AttentionKind, number>> {
	const counts: Partial<Record<AttentionKind, number>> = {};
	for (const { reasons } of listed) {
		for (const kind of new Set(reasons.map((reason) => reason.kind))) counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}

function costsByCurrency(listed: readonly Listed[]): { currency: string; minorPerDay: number }[] {
	const sums = new Map<string, number>();
	for (const { cost, currency } of listed) {
		const code = codeOf(currency);
		if (code !== null && cost !== null) sums.set(code, (sums.get(code) ?? 0) + cost);
	}
	return [...sums].map(([currency, minorPerDay]) => ({ currency, minorPerDay }));
}

const codeOf = (numeric: number | null) =>
	numeric === null ? null : (currencyOfNumeric(String(numeric))?.code ?? null);

export type Identity = Pick<
	AttentionItem,
	'terminalId' | 'merchantId' | 'merchantName' | 'acquirerId' | 'vendor' | 'model' | 'region' | 'state'
>;

type Known = Pick<Listed, 'identity' | 'ownAcquirerId'>;

/** What merchants do not have. */
const TERMINAL_FILTERS = ['terminal', 'vendor', 'model', 'firmware', 'carrier'] as const;

/** Who they are, as far as the filter lets them through. */
async function identitiesOf(db: ReadDb, scope: Scope, subjects: readonly Subject[], question: Question) {
	const idsOf = (wanted: SubjectKind) => subjects.flatMap(({ kind, id }) => (kind === wanted ? [id] : []));
	const terminals = await terminalsAmong(db, scope, idsOf('terminal'), question);
	const isAboutTerminals = TERMINAL_FILTERS.some((name) => question[name].length > 0);
	const merchants = isAboutTerminals ? [] : await merchantsAmong(db, scope, idsOf('merchant'), question);
	return new Map<string, Known>([
		...terminals.map((row): [string, Known] => [`terminal ${row.terminal_id}`, ofTerminal(row)]),
		...merchants.map((row): [string, Known] => [`merchant ${row.merchant_id}`, ofMerchant(row)])
	]);
}

function ofTerminal(row: Awaited<ReturnType<typeof terminalsAmong>>[number]): Known {
	return {
		ownAcquirerId: row.acquirer_id,
		identity: {
			terminalId: row.terminal_code,
			merchantId: row.merchant_code,
			merchantName: row.merchant_name,
			acquirerId: row.acquirer_code ?? '',
			vendor: row.vendor || null,
			model: row.model || null,
			region: row.region_code || null,
			state: TERMINAL_STATES[row.state ?? -1] ?? 'learning'
		}
	};
}

function ofMerchant(row: Awaited<ReturnType<typeof merchantsAmong>>[number]): Known {
	return {
		ownAcquirerId: row.acquirer_id,
		identity: {
			terminalId: null,
			merchantId: row.merchant_code,
			merchantName: row.name,
			acquirerId: row.acquirer_code,
			vendor: null,
			model: null,
			region: row.region_code || null,
			state: null
		}
	};
}

/** Zero costs stand below all others by the urgency of their first reason, those that cannot be said below them. */
function costKey({ cost, reasons }: Listed): number {
	const first = reasons[0];
	const urgency = first ? 1 - ATTENTION_KINDS.indexOf(first.kind) / ATTENTION_KINDS.length : 0;
	return (cost ?? -1) + urgency;
}

type Order = { sort: AttentionQuery['sort']; limit: number; cursor: string | undefined };

export function attentionPage(listed: readonly Listed[], order: Order) {
	const sortValue = (row: Listed) =>
		order.sort.endsWith('cost') ? costKey(row) : (row.reasons[0]?.sinceMs ?? NO_SORT_VALUE);
	const page = sortedPage(listed, {
		...order,
		keyOf: (row) => [sortValue(row), `${row.kind} ${row.id}`],
		kinds: ['number', 'string']
	});
	return { ...page, items: page.items.map(itemOf) };
}

const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function itemOf({ identity, reasons, cost, currency, mark }: Listed): AttentionItem {
	return {
		...identity,
		reasons: reasons.map((reason) => ({
			kind: reason.kind,
			cause: reason.cause,
			since: isoOf(reason.sinceMs),
			evidence: {
				k: reason.evidence.k,
				n: reason.evidence.n,
				expected: reason.evidence.expected,
				about: reason.evidence.about,
				wanted: reason.evidence.wanted,
				endsAt: isoOf(reason.evidence.endsMs)
			},
			action: attentionAction(reason),
			costMinorPerDay: reason.costMinorPerDay,
			atRiskMinorPerDay: reason.atRiskMinorPerDay
		})),
		costOfWaitingMinorPerDay: cost,
		currency: codeOf(currency),
		mark: mark && markItem(mark)
	};
}

/** The item that a mark is about; what is not on the list cannot be marked. */
export async function subjectToMark(
	db: ReadDb,
	scope: Scope,
	wanted: Pick<NewMark, 'terminalId' | 'merchantId'>,
	{ now, timeZone }: { now: Date; timeZone: string }
): Promise<Marked> {
	const question: Question = {
		...fleetFilterSchema.parse({}),
		terminal: wanted.terminalId === undefined ? [] : [wanted.terminalId],
		merchant: wanted.merchantId === undefined ? [] : [wanted.merchantId],
		asOf: undefined,
		kind: [],
		marked: 'all',
		sort: '-cost'
	};
	const { listed } = await attentionList(db, scope, question, now, timeZone);
	const wantedKind = wanted.terminalId === undefined ? 'merchant' : 'terminal';
	const found = listed.find(({ kind }) => kind === wantedKind);
	const code = wanted.terminalId ?? wanted.merchantId ?? '';
	if (!found) throw nothingToMark(`Nothing of the work list is about ${code}`);
	return { kind: found.kind, id: found.id, acquirerId: found.ownAcquirerId, code, reasons: found.reasons };
}
