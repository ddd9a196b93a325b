// What is said of a roll-out: that it harms, that it does not, or how much more must be seen before anybody can tell.
import type { RolloutEstimate } from './rollout-effect.ts';
import { tQuantile95 } from './student-t.ts';

export const ROLLOUT_VERDICTS = ['worse', 'safe', 'not_enough_data'] as const;
export type RolloutVerdict = (typeof ROLLOUT_VERDICTS)[number];

/** What is lacking: terminals that were updated, peers that still wait, or attempts of both. */
export const ROLLOUT_LACKS = ['updated', 'peers', 'attempts'] as const;
export type RolloutLack = (typeof ROLLOUT_LACKS)[number];

export type RolloutJudgement = {
	readonly verdict: RolloutVerdict;
	readonly lacks: RolloutLack | null;
	/** About how many more attempts of updated terminals, and days at their pace, decide it; null where waiting does not help. */
	readonly attemptsMissing: number | null;
	readonly daysMissing: number | null;
};

/** More failures by half a point of all attempts is what a fleet would not accept of an update. */
export const HARM_MARGIN = 0.005;
const DAYS_MISSING_MAX = 365;

/**
 * Worse when even the lower end of the interval is above nought, safe when even its upper end is below the margin. An interval that
 * holds both nought and the margin decides nothing.
 */
export function judgeRollout(estimate: RolloutEstimate, daysAfter: number): RolloutJudgement {
	const decided = { lacks: null, attemptsMissing: null, daysMissing: null };
	if (estimate.low > 0) return { verdict: 'worse', ...decided };
	if (estimate.high < HARM_MARGIN) return { verdict: 'safe', ...decided };
	return { verdict: 'not_enough_data', lacks: 'attempts', ...missing(estimate, daysAfter) };
}

/** The effect stays where it is and the part of the error that days after the update make shrinks with their number. */
function missing(
	estimate: RolloutEstimate,
	daysAfter: number
): Pick<RolloutJudgement, 'attemptsMissing' | 'daysMissing'> {
	const half = Math.max(estimate.effect, HARM_MARGIN - estimate.effect);
	const wanted = (half / tQuantile95(estimate.degrees)) ** 2;
	const variance = estimate.standardError ** 2;
	const varianceAfter = Math.min(variance, estimate.standardErrorAfter ** 2);
	const room = wanted - (variance - varianceAfter);
	const attempts = estimate.updated.after.attempts;
	if (room <= 0 || attempts === 0 || daysAfter === 0) return { attemptsMissing: null, daysMissing: null };
	const attemptsMissing = Math.ceil(attempts * Math.max(0, varianceAfter / room - 1));
	const daysMissing = Math.max(1, Math.ceil((attemptsMissing / attempts) * daysAfter));
	return daysMissing > DAYS_MISSING_MAX
		? { attemptsMissing: null, daysMissing: null }
		: { attemptsMissing, daysMissing };
}
