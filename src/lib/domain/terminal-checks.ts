import { judgeFirmware, type FirmwareRelease, type FirmwareSpan, type FirmwareVerdict } from './firmware-judgement.ts';
import { wilsonInterval } from './rates.ts';

/** What can be wrong with a terminal, in the order in which somebody at the till looks at it. */
export const TERMINAL_CHECKS = ['line', 'host', 'keys', 'certificate', 'firmware', 'fees'] as const;
export type TerminalCheckId = (typeof TERMINAL_CHECKS)[number];

export const CHECK_VERDICTS = ['ok', 'attention', 'bad', 'no_data'] as const;
export type CheckVerdict = (typeof CHECK_VERDICTS)[number];

/** What a check found; `value` is in the unit that the name says, or a version, or an instant. */
export const CHECK_FINDINGS = [
	'failures',
	'not_heard_hours',
	'rtt_ms',
	'rssi_dbm',
	'loss_pct',
	'tamper',
	'keys_reported',
	'expires_in_days',
	'expired_days',
	'not_registered',
	'shared_with',
	'below_min_secure',
	'withdrawn',
	'end_of_support',
	'newer_version',
	'current_version',
	'unknown_version',
	'wrong_model',
	'update_interrupted',
	'not_comparable',
	'fee_lines_differ',
	'fee_lines_agree'
] as const;
export type CheckFinding = {
	readonly kind: (typeof CHECK_FINDINGS)[number];
	readonly verdict: Exclude<CheckVerdict, 'no_data'>;
	readonly value: number | string | null;
	/** Since when it has been so; null where nobody can tell. */
	readonly sinceMs: number | null;
};

export type TerminalCheck = {
	readonly check: TerminalCheckId;
	readonly verdict: CheckVerdict;
	/** Failures of that kind, of n attempts; null where a check counts none. */
	readonly k: number | null;
	readonly n: number | null;
	/** Since when the worst of its findings has been so. */
	readonly sinceMs: number | null;
	readonly findings: readonly CheckFinding[];
};

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

/** A failure or two are a coincidence, whatever the share. */
const FAILURES_MIN = 3;
/** Lines of card terminals lose far less than one attempt in a hundred; one in twenty is noticed at the till. */
export const LINE_RATE_ATTENTION = 0.01;
const LINE_RATE_BAD = 0.05;
/** Hosts and banks are out for minutes a week; one attempt in ten is an outage. */
export const HOST_RATE_ATTENTION = 0.02;
const HOST_RATE_BAD = 0.1;
/** Keys and signatures either work or do not: any share beyond chance is a fault. */
export const KEYS_RATE_ATTENTION = 0;
const KEYS_RATE_BAD = 0.02;

/** Heartbeats come every few minutes; a night is the longest a till is switched off. */
const NOT_HEARD_HOURS_ATTENTION = 14;
const NOT_HEARD_HOURS_BAD = 24;
/** Above, a sale takes visibly longer; above the second, hosts begin to time out with their retries. */
const RTT_MS_ATTENTION = 500;
const RTT_MS_BAD = 2_000;
/** 3GPP: below -105 dBm data drops now and then, below -113 dBm the modem loses its cell. */
const RSSI_DBM_ATTENTION = -105;
const RSSI_DBM_BAD = -113;
const LOSS_PCT_ATTENTION = 2;
const LOSS_PCT_BAD = 10;

/** A certificate takes about a month to order and roll out, and a week to install by hand. */
const CERTIFICATE_DAYS_ATTENTION = 30;
const CERTIFICATE_DAYS_BAD = 7;

export type FeeLine = {
	readonly product: number;
	readonly ratePpm: number;
	readonly capMinor: number | null;
	readonly fixedMinor: number | null;
	/** Since when it has been agreed on. */
	readonly sinceMs?: number;
};

export type InstalledCertificate = {
	readonly notAfterMs: number | null;
	readonly isRegistered: boolean;
	/** Other terminals of which the very same one is known: a private key was copied. */
	readonly sharedWith: number;
};

/** Everything that is known; null where nothing was told. */
export type CheckEvidence = {
	readonly nowMs: number;
	readonly attempts: number;
	readonly networkFailures: number;
	readonly upstreamFailures: number;
	readonly securityFailures: number;
	/** When failures of each kind began. */
	readonly networkSinceMs: number | null;
	readonly upstreamSinceMs: number | null;
	readonly securitySinceMs: number | null;
	readonly lastSeenMs: number | null;
	readonly rttMs: number | null;
	readonly rssiDbm: number | null;
	readonly lossPct: number | null;
	readonly tamper: boolean | null;
	readonly keysReported: number | null;
	readonly certificates: readonly InstalledCertificate[];
	readonly firmware: string | null;
	readonly firmwareSinceMs: number | null;
	/** Versions it reported, oldest first. */
	readonly firmwareSpans: readonly FirmwareSpan[];
	readonly releases: readonly FirmwareRelease[];
	/** Another model whose catalogue has the version. */
	readonly firmwareOfModel: string | null;
	readonly configuredFees: readonly FeeLine[] | null;
	readonly agreedFees: readonly FeeLine[];
};

/** The six ticks of a terminal; where nothing was told, that is what the tick says. */
export function terminalChecks(evidence: CheckEvidence): TerminalCheck[] {
	const { attempts: n } = evidence;
	const counted = (k: number) => (n > 0 ? { k, n } : { k: null, n: null });
	const none = { k: null, n: null };
	return [
		check('line', counted(evidence.networkFailures), lineFindings(evidence)),
		check('host', counted(evidence.upstreamFailures), [
			...failures(evidence.upstreamFailures, n, HOST_RATE_ATTENTION, HOST_RATE_BAD, evidence.upstreamSinceMs)
		]),
		check('keys', counted(evidence.securityFailures), keyFindings(evidence)),
		check('certificate', none, certificateFindings(evidence)),
		check('firmware', none, firmwareFindings(evidence)),
		check('fees', none, feeFindings(evidence))
	];
}

function check(
	id: TerminalCheckId,
	counts: { k: number | null; n: number | null },
	findings: readonly CheckFinding[]
): TerminalCheck {
	const worst = (['bad', 'attention', 'ok'] as const).find((verdict) =>
		findings.some((finding) => finding.verdict === verdict)
	);
	const since = findings.flatMap(({ verdict, sinceMs }) => (verdict === worst && sinceMs !== null ? [sinceMs] : []));
	const sinceMs = since.length === 0 ? null : Math.min(...since);
	return { check: id, verdict: worst ?? 'no_data', ...counts, sinceMs, findings };
}

/** A share is held against a terminal by the lower end of its interval, so that few attempts accuse nobody. */
function failures(k: number, n: number, attention: number, bad: number, sinceMs: number | null): CheckFinding[] {
	if (n === 0) return [];
	const { low } = wilsonInterval(k, n);
	const isSeen = k >= FAILURES_MIN;
	const verdict = isSeen && low > bad ? 'bad' : isSeen && low > attention ? 'attention' : 'ok';
	return [{ kind: 'failures', verdict, value: k, sinceMs: verdict === 'ok' ? null : sinceMs }];
}

/** `sign` -1 where less is worse. */
function limited(
	kind: CheckFinding['kind'],
	value: number | null,
	attention: number,
	bad: number,
	sign: 1 | -1 = 1,
	sinceMs: number | null = null
): CheckFinding[] {
	if (value === null) return [];
	const isBeyond = (limit: number) => value * sign > limit * sign;
	const verdict = isBeyond(bad) ? 'bad' : isBeyond(attention) ? 'attention' : 'ok';
	return [{ kind, verdict, value, sinceMs: verdict === 'ok' ? null : sinceMs }];
}

function lineFindings(evidence: CheckEvidence): CheckFinding[] {
	const { lastSeenMs, nowMs } = evidence;
	const unheardHours = lastSeenMs === null ? null : Math.max(0, Math.floor((nowMs - lastSeenMs) / MS_PER_HOUR));
	return [
		...failures(
			evidence.networkFailures,
			evidence.attempts,
			LINE_RATE_ATTENTION,
			LINE_RATE_BAD,
			evidence.networkSinceMs
		),
		...limited('not_heard_hours', unheardHours, NOT_HEARD_HOURS_ATTENTION, NOT_HEARD_HOURS_BAD, 1, lastSeenMs),
		...limited('rtt_ms', evidence.rttMs, RTT_MS_ATTENTION, RTT_MS_BAD),
		...limited('rssi_dbm', evidence.rssiDbm, RSSI_DBM_ATTENTION, RSSI_DBM_BAD, -1),
		...limited('loss_pct', evidence.lossPct, LOSS_PCT_ATTENTION, LOSS_PCT_BAD)
	];
}

function keyFindings(evidence: CheckEvidence): CheckFinding[] {
	const findings = failures(
		evidence.securityFailures,
		evidence.attempts,
		KEYS_RATE_ATTENTION,
		KEYS_RATE_BAD,
		evidence.securitySinceMs
	);
	if (evidence.tamper === true) findings.push({ kind: 'tamper', verdict: 'bad', value: null, sinceMs: null });
	const { keysReported } = evidence;
	if (keysReported !== null)
		findings.push({
			kind: 'keys_reported',
			verdict: keysReported > 0 ? 'ok' : 'bad',
			value: keysReported,
			sinceMs: null
		});
	return findings;
}

function certificateFindings({ certificates, nowMs }: CheckEvidence): CheckFinding[] {
	const ends = certificates.flatMap(({ notAfterMs }) => (notAfterMs === null ? [] : [notAfterMs]));
	const findings: CheckFinding[] = [];
	if (ends.length > 0) {
		const endsMs = Math.min(...ends);
		const days = Math.floor((endsMs - nowMs) / MS_PER_DAY);
		const dueDays = days < CERTIFICATE_DAYS_BAD ? CERTIFICATE_DAYS_BAD : CERTIFICATE_DAYS_ATTENTION;
		const dueMs = endsMs - dueDays * MS_PER_DAY;
		if (days < 0) findings.push({ kind: 'expired_days', verdict: 'bad', value: -days, sinceMs: endsMs });
		else
			findings.push(...limited('expires_in_days', days, CERTIFICATE_DAYS_ATTENTION, CERTIFICATE_DAYS_BAD, -1, dueMs));
	}
	const sharedWith = Math.max(0, ...certificates.map((each) => each.sharedWith));
	if (sharedWith > 0) findings.push({ kind: 'shared_with', verdict: 'attention', value: sharedWith, sinceMs: null });
	const unregistered = certificates.filter((each) => !each.isRegistered).length;
	if (unregistered > 0)
		findings.push({ kind: 'not_registered', verdict: 'attention', value: unregistered, sinceMs: null });
	return findings;
}

/** What a check says of each verdict on the firmware; an update that is out is a tick as long as the installed version is supported. */
const FIRMWARE_FINDINGS: Readonly<
	Record<FirmwareVerdict, readonly [CheckFinding['kind'], CheckFinding['verdict']] | null>
> = {
	withdrawn: ['withdrawn', 'bad'],
	below_min_secure: ['below_min_secure', 'bad'],
	wrong_model: ['wrong_model', 'bad'],
	interrupted: ['update_interrupted', 'attention'],
	unsupported: ['end_of_support', 'attention'],
	unknown_version: ['unknown_version', 'attention'],
	behind: ['newer_version', 'ok'],
	not_comparable: ['not_comparable', 'ok'],
	current: ['current_version', 'ok'],
	no_catalogue: null,
	not_reported: null
};

function firmwareFindings(evidence: CheckEvidence): CheckFinding[] {
	const { firmware, firmwareSinceMs, firmwareSpans, firmwareOfModel, releases, nowMs } = evidence;
	const installed = { version: firmware ?? '', otherModel: firmwareOfModel, spans: firmwareSpans };
	const judged = judgeFirmware(installed, releases, nowMs);
	return judged.findings.flatMap((found) => {
		const [kind, verdict] = FIRMWARE_FINDINGS[found] ?? [];
		if (kind === undefined || verdict === undefined) return [];
		if (found === 'behind') return [{ kind, verdict, value: judged.target, sinceMs: judged.behindSinceMs }];
		if (found === 'interrupted') return [{ kind, verdict, value: firmware, sinceMs: judged.interruptedMs }];
		if (found === 'wrong_model') return [{ kind, verdict, value: judged.otherModel, sinceMs: firmwareSinceMs }];
		if (found === 'below_min_secure') return [{ kind, verdict, value: judged.minSecure, sinceMs: firmwareSinceMs }];
		if (found === 'unsupported') return [endOfSupport(firmware, judged.supportEndsMs, firmwareSinceMs)];
		return [{ kind, verdict, value: firmware, sinceMs: firmwareSinceMs }];
	});
}

/** Out of support since its vendor dropped it, or since it was installed, whichever came later. */
function endOfSupport(version: string | null, endedMs: number | null, firmwareSinceMs: number | null): CheckFinding {
	const known = [endedMs, firmwareSinceMs].filter((each) => each !== null);
	const sinceMs = known.length === 0 ? null : Math.max(...known);
	return { kind: 'end_of_support', verdict: 'attention', value: version, sinceMs };
}

/** A line is compared where both sides have one; a product nobody agreed on is not a difference. */
function feeFindings({ configuredFees, agreedFees }: CheckEvidence): CheckFinding[] {
	if (configuredFees === null) return [];
	const pairs = configuredFees.flatMap((configured) => {
		const agreed = agreedFees.find(({ product }) => product === configured.product);
		return agreed ? [{ configured, agreed }] : [];
	});
	if (pairs.length === 0) return [];
	const differing = pairs.filter(
		({ configured, agreed }) =>
			configured.ratePpm !== agreed.ratePpm ||
			configured.capMinor !== agreed.capMinor ||
			(configured.fixedMinor ?? 0) !== (agreed.fixedMinor ?? 0)
	);
	if (differing.length === 0) return [{ kind: 'fee_lines_agree', verdict: 'ok', value: pairs.length, sinceMs: null }];
	// What the terminal was told, and when, is not known; the agreement it misses has been in force since then.
	const since = differing.flatMap(({ agreed }) => (agreed.sinceMs === undefined ? [] : [agreed.sinceMs]));
	const sinceMs = since.length === 0 ? null : Math.min(...since);
	return [{ kind: 'fee_lines_differ', verdict: 'bad', value: differing.length, sinceMs }];
}
