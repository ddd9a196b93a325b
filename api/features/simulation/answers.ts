import type { EntryMode, TransactionType } from '#lib/domain/transactions.ts';
import { meets, strengthAt, type FaultCode, type FaultEffect, type FaultTargets } from './fault-effects.ts';
import { businessDeclines, profileOf, technicalDeclines } from './issuers.ts';
import type { DemoCard, DemoTerminal } from './population.ts';
import { WeightedChoice, type Random } from './random.ts';

/** What came back for an attempt. */
export interface Answer extends FaultCode {
	readonly kind: 'approved' | 'business' | 'technical';
	readonly latencyMs: number;
}

/** One attempt at a terminal, as far as the answer depends on it. */
export interface Attempt {
	readonly ms: number;
	readonly terminal: DemoTerminal;
	readonly card: DemoCard;
	readonly entryMode: EntryMode;
	readonly type: TransactionType;
}

/** What terminals suffer without any planned fault: weak signal, a card taken out too early, a missed sign-on. */
const OWN_FAILURES = new WeightedChoice<FaultCode>([
	[{ profile: 'term', code: 'E103' }, 20],
	[{ profile: 'term', code: 'E107' }, 12],
	[{ profile: 'term', code: 'E101' }, 8],
	[{ profile: 'term', code: 'E301' }, 9],
	[{ profile: 'term', code: 'E106' }, 6],
	[{ profile: 'term', code: 'E104' }, 4],
	[{ profile: 'cup', code: null }, 18],
	[{ profile: 'cup', code: '77' }, 8],
	[{ profile: 'cup', code: 'A0' }, 4],
	[{ profile: 'cup', code: '45' }, 5],
	[{ profile: 'cup', code: '94' }, 3],
	[{ profile: 'cup', code: '30' }, 2],
	[{ profile: 'cup', code: 'Z3' }, 1]
]);

/** A fifth of a percent: the average terminal technical rate of a fleet without a planned fault. */
const OWN_FAILURE_SHARE = 0.0022;

const FLAWED_APPROVAL_SHARE = 0.0004;
const FLAWED_APPROVALS = new WeightedChoice<FaultCode>([
	[{ profile: 'cup', code: 'Y3' }, 60],
	[{ profile: 'cup', code: 'A2' }, 25],
	[{ profile: 'cup', code: '10' }, 15]
]);

/** Giving money back asks the issuer less than taking it. */
const EASY_TYPES: ReadonlySet<TransactionType> = new Set(['refund', 'void', 'preauth_completion', 'service_fee']);
const EASY_DECLINE_SHARE = 0.15;

const WAITED_FOR_NOTHING_MS = 60_000;
const USUAL_LATENCY_MS = { wifi: 1050, '4g': 1250, '5g': 980, ethernet: 780, unknown: 1200 } as const;

/** Decides how an attempt ends, with the faults that are active around its time. */
export function answerFor(attempt: Attempt, active: FaultTargets, random: Random): Answer {
	const { terminal, card } = attempt;
	const failed =
		failureBy(active.byTerminal.get(terminal.index), attempt, random) ??
		(random.unit() < OWN_FAILURE_SHARE * terminal.faultiness ? ownFailure(attempt, random) : null) ??
		failureBy(active.byAcquirer.get(terminal.merchant.acquirerId), attempt, random) ??
		failureBy(active.byIssuer.get(card.issuer.code), attempt, random);
	if (failed) return failed;
	const { technicalDeclinePct, businessDeclinePct } = card.issuer;
	const declineShare = EASY_TYPES.has(attempt.type) ? EASY_DECLINE_SHARE : 1;
	const drawn = random.unit() * 100;
	if (drawn < technicalDeclinePct * declineShare) {
		const answer = technicalDeclines(card.product).pick(random);
		return { ...answer, kind: 'technical', latencyMs: technicalLatency(answer.code, random) };
	}
	const latencyMs = usualLatency(attempt, random);
	if (drawn < (technicalDeclinePct + businessDeclinePct) * declineShare) {
		const answer = businessDeclines(card.product).pick(random);
		return { profile: answer.profile, code: answer.code, kind: 'business', latencyMs };
	}
	if (profileOf(card.product) === 'cup' && drawn >= 100 * (1 - FLAWED_APPROVAL_SHARE)) {
		const flawed = FLAWED_APPROVALS.pick(random);
		return { profile: flawed.profile, code: flawed.code, kind: 'approved', latencyMs };
	}
	return { profile: profileOf(card.product), code: '00', kind: 'approved', latencyMs };
}

function failureBy(effects: readonly FaultEffect[] | undefined, attempt: Attempt, random: Random): Answer | null {
	if (effects === undefined) return null;
	for (const effect of effects) {
		const strength = strengthAt(effect, attempt.ms);
		if (strength === 0 || !meets(effect, attempt.entryMode, attempt.card.product)) continue;
		if (random.unit() >= strength) continue;
		const { profile, code } = effect.codes.pick(random);
		const usualMs = effect.latencyMs ?? technicalLatency(code, random);
		const kind = code === '55' || code === '14' ? 'business' : 'technical';
		return { profile, code, kind, latencyMs: Math.round(usualMs * random.between(0.9, 1.1)) };
	}
	return null;
}

function ownFailure(attempt: Attempt, random: Random): Answer {
	const { profile, code } = OWN_FAILURES.pick(random);
	// A reader fault needs a card: where a phone shows a code, the line is what fails.
	const needsCard = code === 'E301' || code === '45';
	const isCardless = attempt.entryMode === 'qr';
	const seen: FaultCode = needsCard && isCardless ? { profile: 'term', code: 'E103' } : { profile, code };
	return { ...seen, kind: 'technical', latencyMs: technicalLatency(seen.code, random) };
}

function technicalLatency(code: string | null, random: Random): number {
	if (code === null || code === 'E101' || code === 'E106') return WAITED_FOR_NOTHING_MS;
	if (code === '68' || code === '98') return Math.round(random.between(28_000, 45_000));
	return Math.round(random.logNormal(2400, 0.5));
}

function usualLatency({ terminal, card }: Attempt, random: Random): number {
	const abroadMs = card.product === 'foreign' ? 900 : 0;
	return Math.round(abroadMs + random.logNormal(USUAL_LATENCY_MS[terminal.connection], 0.32));
}
