// What is said of a roll-out: that it harms, that it does not, or how much more must be seen before anybody can tell.
import { varianceAtEnd, type RolloutLook } from './rollout-looks.ts';

export const ROLLOUT_VERDICTS = ['worse', 'safe', 'not_enough_data'] as const;
export type RolloutVerdict = (typeof ROLLOUT_VERDICTS)[number];

/** What is lacking: terminals that were updated, peers that still wait, or attempts of both. */
export const ROLLOUT_LACKS = ['updated', 'peers', 'attempts'] as const;
export type RolloutLack = (typeof ROLLOUT_LACKS)[number];

/** About what would decide it: so many days more, or, where two weeks will not do, so many terminals more. */
export type RolloutMissing = {
	/** Attempts of updated terminals. */
	readonly attemptsMissing: number | null;
	readonly daysMissing: number | null;
	readonly terminalsMissing: number | null;
};

export type RolloutJudgement = RolloutMissing & {
	readonly verdict: RolloutVerdict;
	readonly lacks: RolloutLack | null;
};

/** More failures by half a point of all attempts is what a fleet would not accept of an update. */
export const HARM_MARGIN = 0.005;
export const NOTHING_MISSING: RolloutMissing = { attemptsMissing: null, daysMissing: null, terminalsMissing: null };

/**
 * Worse when even the lower end of the interval is above nought, safe when even its upper end is below the margin. An interval that
 * holds both nought and the margin decides nothing. `compared`: how many terminals were updated, for how many days on average.
 */
export function judgeRollout(
	look: RolloutLook,
	compared: { readonly terminals: number; readonly daysAfter: number; readonly share: number }
): RolloutJudgement {
	if (look.low > 0) return { verdict: 'worse', lacks: null, ...NOTHING_MISSING };
	if (look.high < HARM_MARGIN) return { verdict: 'safe', lacks: null, ...NOTHING_MISSING };
	return { verdict: 'not_enough_data', lacks: 'attempts', ...missing(look, compared) };
}

/** As if the effect stayed where it is: the interval shrinks with the days that pass, and beyond the last one with terminals only. */
function missing(
	{ effect, estimate, halfAtEnd }: RolloutLook,
	{ terminals, daysAfter, share }: Parameters<typeof judgeRollout>[1]
): RolloutMissing {
	const attempts = estimate.updated.after.attempts;
	if (attempts === 0 || share === 0 || halfAtEnd === 0) return NOTHING_MISSING;
	const wanted = Math.max(effect, HARM_MARGIN - effect);
	if (halfAtEnd > wanted) {
		const times = (halfAtEnd / wanted) ** 2;
		const attemptsMissing = Math.ceil(attempts * (times / share - 1));
		return { attemptsMissing, daysMissing: null, terminalsMissing: Math.ceil(terminals * (times - 1)) };
	}
	// On a day before the end the interval is wider than at the end by the ratio of the variances.
	const atEnd = varianceAtEnd(estimate, share);
	const allowed = (atEnd * wanted) / halfAtEnd;
	const after = Math.min(estimate.standardError, estimate.standardErrorAfter) ** 2;
	const times = Math.min(1 / share, after / (allowed - (estimate.standardError ** 2 - after)));
	const attemptsMissing = Math.max(1, Math.ceil(attempts * (times - 1)));
	return { attemptsMissing, daysMissing: Math.max(1, Math.ceil(daysAfter * (times - 1))), terminalsMissing: null };
}
