import type { CheckFinding, CheckVerdict, TerminalCheckId } from '#lib/domain/terminal-checks.ts';
import { formatAge, formatCount, formatLatency, formatShare } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { links } from '#lib/links.ts';
import type { Tone } from '#lib/ui/tones.ts';
import type { TerminalCheck, TerminalDetail } from './terminals.queries.ts';

export const CHECK_WORDS: Readonly<Record<TerminalCheckId, () => string>> = {
	line: m.check_line,
	host: m.check_host,
	keys: m.check_keys,
	certificate: m.check_certificate,
	firmware: m.check_firmware,
	fees: m.check_fees
};

export const VERDICT_WORDS: Readonly<Record<CheckVerdict, () => string>> = {
	ok: m.check_verdict_ok,
	attention: m.check_verdict_attention,
	bad: m.check_verdict_bad,
	no_data: m.check_verdict_no_data
};

export const VERDICT_TONES: Readonly<Record<CheckVerdict, Tone>> = {
	ok: 'approved',
	attention: 'business',
	bad: 'terminal',
	no_data: 'neutral'
};

const SENTENCES: Readonly<Record<CheckFinding['kind'], (value: string, check: TerminalCheck) => string>> = {
	failures: (value, { n }) => m.finding_failures({ k: value, n: formatCount(n ?? 0) }),
	not_heard_hours: (value) => m.finding_not_heard_hours({ value }),
	rtt_ms: (value) => m.finding_rtt_ms({ value }),
	rssi_dbm: (value) => m.finding_rssi_dbm({ value }),
	loss_pct: (value) => m.finding_loss_pct({ value }),
	tamper: () => m.finding_tamper(),
	keys_reported: (value) => m.finding_keys_reported({ value }),
	expires_in_days: (value) => m.finding_expires_in_days({ value }),
	expired_days: (value) => m.finding_expired_days({ value }),
	not_registered: (value) => m.finding_not_registered({ value }),
	shared_with: (value) => m.finding_shared_with({ value }),
	below_min_secure: (value) => m.finding_below_min_secure({ value }),
	withdrawn: (value) => m.finding_withdrawn({ value }),
	end_of_support: (value) => m.finding_end_of_support({ value }),
	newer_version: (value) => m.finding_newer_version({ value }),
	current_version: (value) => m.finding_current_version({ value }),
	unknown_version: (value) => m.finding_unknown_version({ value }),
	wrong_model: (value) => m.finding_wrong_model({ value }),
	update_interrupted: (value) => m.finding_update_interrupted({ value }),
	not_comparable: (value) => m.finding_not_comparable({ value }),
	fee_lines_differ: (value) => m.finding_fee_lines_differ({ value }),
	fee_lines_agree: (value) => m.finding_fee_lines_agree({ value })
};

const MS_PER_HOUR = 3_600_000;

/** Numbers that are more than a count. */
const FORMATS: Partial<Record<CheckFinding['kind'], (value: number) => string>> = {
	not_heard_hours: (hours) => formatAge(hours * MS_PER_HOUR),
	rtt_ms: formatLatency,
	loss_pct: (percent) => formatShare(percent / 100)
};

export function findingSentence(finding: Pick<CheckFinding, 'kind' | 'value'>, check: TerminalCheck): string {
	const format = FORMATS[finding.kind] ?? formatCount;
	const value = typeof finding.value === 'number' ? format(finding.value) : (finding.value ?? '');
	return SENTENCES[finding.kind](value, check);
}

/** Where the evidence of a check is listed. */
export function checkLink(
	check: TerminalCheckId,
	terminal: Pick<TerminalDetail, 'terminalId' | 'firmware' | 'model' | 'certificates'>
): string | null {
	const { terminalId, firmware, model, certificates } = terminal;
	switch (check) {
		case 'line':
			return `${links.terminal(terminalId, { cause: ['network'], window: '7d' })}#transactions`;
		case 'host':
			return `${links.terminal(terminalId, { scope: ['upstream'], window: '7d' })}#transactions`;
		case 'keys':
			return `${links.terminal(terminalId, { cause: ['security_auth'], window: '7d' })}#transactions`;
		case 'firmware':
			return firmware === null || model === null ? null : links.firmware({ model: [model] });
		case 'fees':
			return links.fees({ terminal: [terminalId] });
		case 'certificate':
			return certificates.length > 0 ? '#certificates' : null;
	}
}

/** Where one finding of a check is listed, if that is a place of its own. */
export function findingLink(
	{ kind, verdict }: Pick<CheckFinding, 'kind' | 'verdict'>,
	{ terminalId, model }: Pick<TerminalDetail, 'terminalId' | 'model'>
): string | null {
	switch (kind) {
		case 'not_heard_hours':
			return '#silences';
		case 'expires_in_days':
		case 'expired_days':
		case 'not_registered':
		case 'shared_with':
			return links.certificates({ terminal: terminalId });
		case 'below_min_secure':
		case 'withdrawn':
		case 'end_of_support':
		case 'newer_version':
		case 'wrong_model':
		case 'update_interrupted':
			return verdict === 'ok' || model === null ? null : links.outdatedTerminals({ model: [model] });
		default:
			return null;
	}
}
