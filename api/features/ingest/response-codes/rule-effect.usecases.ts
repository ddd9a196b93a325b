import { createClassifier, normaliseCode, type ResponseCodeRule } from '#lib/domain/response-codes.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { SCOPES, type OutcomeScope } from '#lib/domain/scopes.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { loadRules } from '../storing/classifier.repo.ts';
import { planOf, type Step } from './reclassification-plan.ts';
import { codesUnder, factSpans, ruleDates } from './reclassify.repo.ts';
import { changingFacts, fleetCounts, terminalCounts, type ChangingRow, type EffectCounts } from './rule-effect.repo.ts';
import type { Rule } from './rules.repo.ts';
import type { RuleEffect } from './rule-effect.schemas.ts';

/** How long history is read for a preview, newest first; what is older is left to the change itself. */
const COUNTING_MS_MAX = 10_000;
const TERMINALS_SHOWN = 10;
const HOUR_MS = 3_600_000;

type Parts = { db: Db; sql: Sql; clock: Clock };

/** What would change if the rule were put into force now: the same plan as that of the change, counted instead of done. */
export async function ruleEffect({ db, sql, clock }: Parts, scope: Scope, wanted: Rule): Promise<RuleEffect> {
	const rule = { ...wanted, code: normaliseCode(wanted.profile, wanted.code) ?? '' };
	const codes = await codesUnder(sql, { profile: rule.profile, code: rule.code, is_prefix: rule.isPrefix });
	const classify = createClassifier(withRule(await loadRules(sql), rule));
	const dates = [...(await ruleDates(sql, ['iso', rule.profile])), ...(rule.validFrom ? [rule.validFrom] : [])];
	const args = { from: rule.validFrom, dates: sorted(dates), codes, classify };
	const spans = codes.length === 0 ? [] : await factSpans(sql, rule.validFrom);
	return readBounded(db, async (trx) => {
		const endsAtMs = clock.now().getTime() + COUNTING_MS_MAX;
		const changing: ChangingRow[] = [];
		let countedFrom: Date | null = null;
		for (const span of spans) {
			if (clock.now().getTime() > endsAtMs) break;
			changing.push(...(await changingIn(trx, scope, planOf(span, args))));
			countedFrom = span.from_at;
		}
		const isComplete = countedFrom?.getTime() === spans.at(-1)?.from_at.getTime();
		return { ...(await effectOf(trx, scope, changing)), isComplete, countedFrom: instantOf(countedFrom) };
	});
}

async function changingIn(db: ReadDb, scope: Scope, steps: readonly Step[]): Promise<ChangingRow[]> {
	const changing = [];
	for (const step of steps) changing.push(...(await changingFacts(db, scope, step)));
	return changing;
}

/** The map as it would be: a rule of the same code and date is replaced. */
function withRule(rules: readonly ResponseCodeRule[], rule: Rule): ResponseCodeRule[] {
	const added = {
		profile: rule.profile,
		code: rule.code === '' ? null : rule.code,
		isPrefix: rule.isPrefix,
		validFromMs: rule.validFrom?.getTime() ?? -Infinity,
		cause: rule.cause,
		scope: rule.scope
	};
	const others = rules.filter(
		(other) => other.profile !== added.profile || other.code !== added.code || other.validFromMs !== added.validFromMs
	);
	return [...others, added];
}

const sorted = (dates: readonly Date[]) => {
	const distinct = new Set(dates.map((date) => date.getTime()));
	return [...distinct].toSorted((a, b) => a - b).map((ms) => new Date(ms));
};
const instantOf = (date: Date | null) => date?.toISOString() ?? null;

async function effectOf(db: ReadDb, scope: Scope, changing: readonly ChangingRow[]) {
	const transactions = changing.reduce((sum, row) => sum + row.transactions, 0);
	const byTerminal = Map.groupBy(changing, (row) => row.terminal_id);
	const nothing = { transactions, terminals: 0, firstAt: null, lastAt: null, from: null, to: null, fleet: null };
	if (transactions === 0) return { ...nothing, mostAffected: [] };
	const firstMs = Math.min(...changing.map((row) => row.first_at.getTime()));
	const lastMs = Math.max(...changing.map((row) => row.last_at.getTime()));
	const stretch = {
		fromAt: new Date(Math.floor(firstMs / HOUR_MS) * HOUR_MS),
		toAt: new Date((Math.floor(lastMs / HOUR_MS) + 1) * HOUR_MS)
	};
	const shown = [...byTerminal].toSorted((a, b) => sumOf(b[1]) - sumOf(a[1]) || a[0] - b[0]).slice(0, TERMINALS_SHOWN);
	const counts = await terminalCounts(
		db,
		scope,
		shown.map(([id]) => id),
		stretch
	);
	return {
		transactions,
		terminals: byTerminal.size,
		firstAt: new Date(firstMs).toISOString(),
		lastAt: new Date(lastMs).toISOString(),
		from: stretch.fromAt.toISOString(),
		to: stretch.toAt.toISOString(),
		fleet: beforeAndAfter(await fleetCounts(db, scope, stretch), changing),
		mostAffected: shown.flatMap(([terminalId, rows]) => {
			const now = counts.find((row) => row.terminal_id === terminalId);
			if (now === undefined) return [];
			return [{ terminalId: now.terminal_code, transactions: sumOf(rows), ...beforeAndAfter(now, rows) }];
		})
	};
}

const sumOf = (rows: readonly ChangingRow[]) => rows.reduce((sum, { transactions }) => sum + transactions, 0);

const COUNT_OF_SCOPE: Partial<Record<OutcomeScope, keyof EffectCounts>> = {
	approved: 'approved',
	approved_check: 'approved',
	terminal: 'terminal',
	upstream: 'upstream',
	business: 'business',
	ambiguous: 'unresolved'
};

function countOf(outcome: number): keyof EffectCounts | undefined {
	const scope = SCOPES[outcome];
	return scope && COUNT_OF_SCOPE[scope];
}

function beforeAndAfter(now: EffectCounts, changing: readonly ChangingRow[]) {
	const { approved, terminal, upstream, business, unresolved } = now;
	const then = { approved, terminal, upstream, business, unresolved };
	for (const { before, after, transactions } of changing) {
		const [from, to] = [countOf(before), countOf(after)];
		if (from) then[from] -= transactions;
		if (to) then[to] += transactions;
	}
	return { before: withRate({ approved, terminal, upstream, business, unresolved }), after: withRate(then) };
}

function withRate(counts: EffectCounts) {
	const attempts = Object.values(counts).reduce((sum, each) => sum + each, 0);
	const terminal = wilsonInterval(counts.terminal, attempts);
	const approval = wilsonInterval(counts.approved, attempts);
	return {
		attempts,
		...counts,
		rate: terminal.rate,
		rateLow: terminal.low,
		rateHigh: terminal.high,
		approvalRate: approval.rate
	};
}
