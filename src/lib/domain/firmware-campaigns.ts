// Campaigns: updates that somebody planned, ring after ring. The vendor's tool carries them out; here it is said when one should stop.
import { wilsonInterval } from './rates.ts';
import type { RolloutVerdict } from './rollout-verdict.ts';

export const CAMPAIGN_STATUSES = ['planned', 'running', 'paused', 'completed', 'cancelled'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** What the vendor's tool says came of the update of one terminal. */
export const UPDATE_OUTCOMES = ['pending', 'downloading', 'downloaded', 'installed', 'failed'] as const;
export type UpdateOutcome = (typeof UPDATE_OUTCOMES)[number];

/** How far a terminal is, by what it reports itself; only that it failed is known from the tool. */
export const UPDATE_PROGRESS = ['updated', 'failed', 'waiting'] as const;
export type UpdateProgress = (typeof UPDATE_PROGRESS)[number];

export const CAMPAIGN_DECISIONS = ['paused', 'resumed'] as const;
export type CampaignDecision = (typeof CAMPAIGN_DECISIONS)[number];

/** Why a campaign should stop: payments go worse with the version, or too many updates do not come to an end. */
export const PAUSE_ADVICE = ['payments_worse', 'updates_fail'] as const;
export type PauseAdvice = (typeof PAUSE_ADVICE)[number];

/** More than one failed update in twenty is what a campaign should not go on with. */
export const FAILED_UPDATES_MAX = 0.05;
/** One or two failed updates are looked at, not a reason to stop: the interval of a handful says little, and it is looked at often. */
const FAILED_UPDATES_MIN = 3;

export type CampaignState = {
	readonly status: CampaignStatus;
	readonly updated: number;
	readonly failed: number;
	readonly verdict: RolloutVerdict | null;
	readonly worseSinceMs: number | null;
	/** What people decided last. */
	readonly decision: { readonly decision: CampaignDecision; readonly decidedMs: number } | null;
};

/**
 * Null where it may go on, where it has stopped, and where somebody let it go on knowing as much: who resumed a campaign has the say
 * until payments are first found worse after that.
 */
export function pauseAdvice({
	status,
	updated,
	failed,
	verdict,
	worseSinceMs,
	decision
}: CampaignState): PauseAdvice | null {
	if (status !== 'planned' && status !== 'running') return null;
	if (decision?.decision === 'paused') return null;
	const resumedMs = decision?.decidedMs ?? Number.NEGATIVE_INFINITY;
	if (verdict === 'worse' && (worseSinceMs ?? 0) > resumedMs) return 'payments_worse';
	const isFailing = failed >= FAILED_UPDATES_MIN && wilsonInterval(failed, updated + failed).low > FAILED_UPDATES_MAX;
	return decision === null && isFailing ? 'updates_fail' : null;
}
