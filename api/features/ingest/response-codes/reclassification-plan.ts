// Which stretches of history a changed rule touches, and what their codes mean in each. What is previewed and what is done follow
// the same plan.
import { causeIndex } from '#lib/domain/causes.ts';
import type { Classifier } from '#lib/domain/response-codes.ts';
import { scopeIndex } from '#lib/domain/scopes.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import type { Span, Target } from './reclassify.repo.ts';

export type PlanArgs = {
	/** The date of the rule; null = always. */
	from: Date | null;
	/** Dates at which any rule begins that may decide about the codes. */
	dates: readonly Date[];
	codes: readonly { code_id: number; profile: string; code: string }[];
	classify: Classifier;
};

export type Step = { piece: Span; target: Target };

export function planOf(span: Span, { from, dates, codes, classify }: PlanArgs): Step[] {
	return pieces(span, from, dates).flatMap((piece) =>
		targets(classify, codes, piece).map((target) => ({ piece, target }))
	);
}

/** A stretch cut where rules begin, from the request's own date on. */
function pieces(span: Span, ruleFrom: Date | null, dates: readonly Date[]): Span[] {
	const from = ruleFrom && ruleFrom > span.from_at ? ruleFrom : span.from_at;
	const cuts = dates.filter((date) => date > from && date < span.to_at);
	const edges = [from, ...cuts, span.to_at];
	return edges.slice(0, -1).map((edge, index) => ({ from_at: edge, to_at: edges[index + 1]! }));
}

/** What the codes mean in that piece, those that mean the same together. */
function targets(
	classify: Classifier,
	codes: readonly { code_id: number; profile: string; code: string }[],
	piece: Span
): Target[] {
	const groups = new Map<string, { codeIds: number[]; cause: number; scope: number }>();
	for (const { code_id: codeId, profile, code } of codes) {
		const { cause, scope } = classify({
			profile: profile as CodeProfile,
			code: code === '' ? null : code,
			type: 'sale',
			occurredAtMs: piece.from_at.getTime()
		});
		const key = `${cause} ${scope}`;
		const group = groups.get(key) ?? { codeIds: [], cause: causeIndex(cause), scope: scopeIndex(scope) };
		group.codeIds.push(codeId);
		groups.set(key, group);
	}
	return [...groups.values()];
}
