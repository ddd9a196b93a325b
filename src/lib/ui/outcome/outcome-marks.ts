// How causes, scopes and states look. Colour never stands alone: there is always a word or a shape beside it.
import type { Cause } from '#lib/domain/causes.ts';
import type { RateKey } from '#lib/domain/rates.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { TerminalState } from '#lib/domain/terminal-states.ts';
import type { Tone } from '../tones.ts';

export const SCOPE_TONES: Readonly<Record<OutcomeScope, Tone>> = {
	approved: 'approved',
	approved_check: 'approved',
	terminal: 'terminal',
	upstream: 'upstream',
	business: 'business',
	ambiguous: 'unresolved',
	excluded: 'neutral'
};

export const RATE_TONES: Readonly<Record<RateKey, Tone>> = {
	approvalRate: 'approved',
	terminalTechnicalRate: 'terminal',
	upstreamRate: 'upstream',
	businessRate: 'business',
	unresolvedRate: 'unresolved'
};

export const STATE_TONES: Readonly<Record<TerminalState, Tone>> = {
	normal: 'approved',
	watch: 'business',
	abnormal: 'terminal',
	silent: 'danger',
	learning: 'neutral',
	known_outage: 'outage'
};

/** The token that colours a cause in marks and charts. */
export const CAUSE_COLOURS: Readonly<Record<Cause, string>> = {
	approved: '--color-approved',
	network: '--color-cause-network',
	bank_system: '--color-cause-bank-system',
	card_data: '--color-cause-card-data',
	card_status: '--color-cause-card-status',
	funds_or_limit: '--color-cause-funds-or-limit',
	fee_or_merchant_config: '--color-cause-fee-or-merchant-config',
	security_auth: '--color-cause-security-auth',
	fraud_risk: '--color-cause-fraud-risk',
	operator: '--color-cause-operator',
	unknown: '--color-cause-unknown'
};
