import type { CampaignDecision, CampaignStatus, PauseAdvice, UpdateProgress } from '#lib/domain/firmware-campaigns.ts';
import type { FirmwareVerdict, ReleaseStatus } from '#lib/domain/firmware-judgement.ts';
import type { RolloutVerdict } from '#lib/domain/rollout-verdict.ts';
import { formatBarePoints, formatCount, formatPoints, joinSentences } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tones.ts';
import type { Rollout } from './firmware.queries.ts';

export const FIRMWARE_VERDICT_WORDS: Readonly<Record<FirmwareVerdict, () => string>> = {
	withdrawn: m.firmware_verdict_withdrawn,
	below_min_secure: m.firmware_verdict_below_min_secure,
	wrong_model: m.firmware_verdict_wrong_model,
	interrupted: m.firmware_verdict_interrupted,
	unsupported: m.firmware_verdict_unsupported,
	unknown_version: m.firmware_verdict_unknown_version,
	behind: m.firmware_verdict_behind,
	not_comparable: m.firmware_verdict_not_comparable,
	current: m.firmware_verdict_current,
	no_catalogue: m.firmware_verdict_no_catalogue,
	not_reported: m.firmware_verdict_not_reported
};

export const FIRMWARE_VERDICT_TONES: Readonly<Record<FirmwareVerdict, Tone>> = {
	withdrawn: 'danger',
	below_min_secure: 'danger',
	wrong_model: 'danger',
	interrupted: 'terminal',
	unsupported: 'terminal',
	unknown_version: 'business',
	behind: 'business',
	not_comparable: 'neutral',
	current: 'approved',
	no_catalogue: 'neutral',
	not_reported: 'neutral'
};

export const RELEASE_STATUS_WORDS: Readonly<Record<ReleaseStatus, () => string>> = {
	rollout: m.firmware_release_rollout,
	current: m.firmware_release_current,
	supported: m.firmware_release_supported,
	end_of_support: m.firmware_release_end_of_support,
	withdrawn: m.firmware_release_withdrawn
};

export const CAMPAIGN_STATUS_WORDS: Readonly<Record<CampaignStatus, () => string>> = {
	planned: m.campaign_status_planned,
	running: m.campaign_status_running,
	paused: m.campaign_status_paused,
	completed: m.campaign_status_completed,
	cancelled: m.campaign_status_cancelled
};

export const PROGRESS_WORDS: Readonly<Record<UpdateProgress, () => string>> = {
	updated: m.campaign_progress_updated,
	failed: m.campaign_column_failed,
	waiting: m.campaign_column_waiting
};

export const ADVICE_WORDS: Readonly<Record<PauseAdvice, () => string>> = {
	payments_worse: m.campaign_advice_payments_worse,
	updates_fail: m.campaign_advice_updates_fail
};

export const DECISION_WORDS: Readonly<Record<CampaignDecision, () => string>> = {
	paused: m.campaign_decision_paused,
	resumed: m.campaign_decision_resumed
};

export const ROLLOUT_VERDICT_WORDS: Readonly<Record<RolloutVerdict, () => string>> = {
	worse: m.rollout_verdict_worse,
	safe: m.rollout_verdict_safe,
	not_enough_data: m.rollout_verdict_not_enough_data
};

export const ROLLOUT_VERDICT_TONES: Readonly<Record<RolloutVerdict, Tone>> = {
	worse: 'danger',
	safe: 'approved',
	not_enough_data: 'neutral'
};

const LACK_WORDS = {
	updated: m.rollout_lacks_updated,
	peers: m.rollout_lacks_peers,
	attempts: m.rollout_lacks_attempts
} as const;

/** What is said of a roll-out, in one or two sentences. */
export function rolloutSentence(rollout: Rollout): string {
	const { verdict, effect, effectLow, effectHigh } = rollout;
	if (effect === null || effectLow === null || effectHigh === null) return LACK_WORDS[rollout.lacks ?? 'attempts']();
	const interval = { low: formatBarePoints(effectLow), high: formatPoints(effectHigh) };
	if (verdict === 'worse') return m.rollout_says_worse({ points: formatPoints(effect), ...interval });
	if (verdict === 'safe') return m.rollout_says_safe(interval);
	return joinSentences(m.rollout_says_open(interval), missingSentence(rollout));
}

function missingSentence({ attemptsMissing, daysMissing, terminalsMissing }: Rollout): string {
	if (terminalsMissing !== null) return m.rollout_missing_terminals({ terminals: formatCount(terminalsMissing) });
	if (attemptsMissing === null || daysMissing === null) return LACK_WORDS.attempts();
	return m.rollout_missing({ attempts: formatCount(attemptsMissing), days: formatCount(daysMissing) });
}
