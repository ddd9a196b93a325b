// Where reasons come from. Whoever finds another kind of trouble adds a source here; what happens to its findings is the same for all.
import type { FailureCause } from '#lib/domain/causes.ts';
import { excessCostMinorPerDay, type AttentionEvidence, type AttentionReason } from '#lib/domain/attention.ts';
import { addDays, calendarDay, startOfDay } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { certificateReasons } from '#api/features/certificates/certificate-reasons.repo.ts';
import { feeReasons } from '#api/features/fees/fee-reasons.repo.ts';
import { firmwareReasons } from '#api/features/firmware/firmware-judgements.repo.ts';
import { harmedTerminals } from '#api/features/firmware/rollouts.repo.ts';
import type { BoardDay } from '#api/features/terminals/terminal-verdict.repo.ts';
import {
	failingAt,
	failingNow,
	silentAt,
	silentNow,
	type FailingTerminal,
	type SubjectKind
} from './attention.repo.ts';

/** The moment that the list speaks of, in event time. */
export type AttentionMoment = {
	asOf: Date;
	/** False when it lies before the newest business day: then what was known later must not be used. */
	isNow: boolean;
	timeZone: string;
	/** The business days of the health board, and those of them that are closed and summed. */
	days: readonly BoardDay[];
	folded: readonly string[];
};

/**
 * What is lost meanwhile: an amount that was measured, all or a part of what the terminal usually sells, or nothing yet, while its
 * usual sales are at risk.
 */
export type Loss =
	| { kind: 'measured'; minorPerDay: number | null; currency: number | null }
	| { kind: 'all_sales' }
	| { kind: 'share_of_sales'; share: number }
	| { kind: 'at_risk' }
	| { kind: 'none' };

export type Finding = Pick<AttentionReason, 'kind' | 'cause' | 'sinceMs' | 'evidence'> & {
	subjectKind: SubjectKind;
	subjectId: number;
	loss: Loss;
};

export type AttentionSource = (db: ReadDb, scope: Scope, moment: AttentionMoment) => Promise<Finding[]>;

export const ATTENTION_SOURCES: readonly AttentionSource[] = [
	technicalFailures,
	silence,
	certificatesAndKeys,
	firmware,
	harmfulFirmware,
	fees
];

const NO_EVIDENCE: AttentionEvidence = { k: null, n: null, expected: null, about: null, wanted: null, endsMs: null };

/** Terminals that fail more than their peers, beyond the 95 % interval of their own rate. */
async function technicalFailures(db: ReadDb, scope: Scope, moment: AttentionMoment): Promise<Finding[]> {
	const rows = moment.isNow ? await failingNow(db, scope, moment.asOf) : await failingAt(db, scope, moment);
	return rows.map((row) => {
		const expected = row.peer_rate * row.attempts;
		const minorPerDay = excessCostMinorPerDay({
			k: row.terminal,
			expected,
			failures: row.attempts - row.approved,
			failedMinor: row.failed_minor,
			days: moment.days.length
		});
		return {
			subjectKind: 'terminal',
			subjectId: row.terminal_id,
			kind: 'technical_failures',
			cause: likeliestCause(row),
			sinceMs: row.since === null ? null : onsetMs(row.since.getTime(), moment.timeZone),
			evidence: { ...NO_EVIDENCE, k: row.terminal, n: row.attempts, expected },
			loss: { kind: 'measured', minorPerDay, currency: row.currency }
		};
	});
}

/** Of a change that only the judgement of its closed day tells, which stands at the last millisecond of it: the whole day. */
function onsetMs(changedMs: number, timeZone: string): number {
	const day = calendarDay(changedMs, timeZone);
	return changedMs + 1 === startOfDay(addDays(day, 1), timeZone) ? startOfDay(day, timeZone) : changedMs;
}

/** Causes that rules blame on a terminal: the others are the customers' and the banks', and the board does not tell them apart. */
const TERMINAL_CAUSES: readonly FailureCause[] = [
	'security_auth',
	'network',
	'fee_or_merchant_config',
	'card_data',
	'operator',
	'unknown'
];

/** The likeliest one; of several as frequent the one that is the terminal's most often. */
function likeliestCause(row: FailingTerminal): FailureCause | null {
	const most = Math.max(...TERMINAL_CAUSES.map((cause) => row[cause]));
	return most === 0 ? null : (TERMINAL_CAUSES.find((cause) => row[cause] === most) ?? null);
}

/** Registered, active terminals of which nothing is heard. */
async function silence(db: ReadDb, scope: Scope, moment: AttentionMoment): Promise<Finding[]> {
	const rows = moment.isNow ? await silentNow(db, scope) : await silentAt(db, scope, moment.asOf);
	return rows.map((row) => ({
		subjectKind: 'terminal',
		subjectId: row.terminal_id,
		kind: 'silent',
		cause: null,
		sinceMs: row.since?.getTime() ?? null,
		evidence: NO_EVIDENCE,
		loss: { kind: 'all_sales' }
	}));
}

/** Versions that are not safe, not supported, behind, or that an update left half way. */
async function firmware(db: ReadDb, scope: Scope, { asOf }: AttentionMoment): Promise<Finding[]> {
	const rows = await firmwareReasons(db, scope, asOf);
	return rows.map(({ terminalId, kind, sinceMs, about, wanted, endsMs }) => ({
		subjectKind: 'terminal',
		subjectId: terminalId,
		kind,
		cause: null,
		sinceMs,
		evidence: { ...NO_EVIDENCE, about, wanted, endsMs },
		loss: { kind: 'none' }
	}));
}

/** What is wrong is the version and not the device: each terminal loses the share of its sales that the version makes fail. */
async function harmfulFirmware(db: ReadDb, scope: Scope, { asOf, isNow }: AttentionMoment): Promise<Finding[]> {
	const rows = await harmedTerminals(db, scope, isNow ? null : asOf);
	return rows.map(({ terminal_id, version, started_at, attempts, failures, effect }) => ({
		subjectKind: 'terminal',
		subjectId: terminal_id,
		kind: 'firmware_harmful',
		cause: null,
		sinceMs: started_at.getTime(),
		evidence: {
			...{ ...NO_EVIDENCE, k: failures, n: attempts, about: version },
			expected: Math.max(0, failures - effect * attempts)
		},
		loss: { kind: 'share_of_sales', share: effect }
	}));
}

/** Certificates at their end or on several devices, and keys that peers have. What an end costs is known once sales fail by it. */
async function certificatesAndKeys(db: ReadDb, scope: Scope, { asOf }: AttentionMoment): Promise<Finding[]> {
	const rows = await certificateReasons(db, scope, asOf);
	return rows.map(({ terminalId, kind, sinceMs, about, endsMs }) => ({
		subjectKind: 'terminal',
		subjectId: terminalId,
		kind,
		cause: null,
		sinceMs,
		evidence: { ...NO_EVIDENCE, about, endsMs },
		loss: { kind: kind === 'certificate_expiring' ? 'at_risk' : 'none' }
	}));
}

/** Fees beyond the agreement. It is the merchant's, so its terminals are one item: whoever claims it back does so once. */
async function fees(db: ReadDb, scope: Scope, { asOf, timeZone }: AttentionMoment): Promise<Finding[]> {
	const rows = await feeReasons(db, scope, asOf, timeZone);
	const byMerchant = Map.groupBy(rows, ({ merchantId, product }) => `${merchantId} ${product}`);
	return [...byMerchant.values()].flatMap((own): Finding[] => {
		const [first] = own;
		if (!first) return [];
		const sum = (count: (row: (typeof own)[number]) => number) => own.reduce((total, row) => total + count(row), 0);
		const minorPerDay = sum(({ costMinorPerDay }) => costMinorPerDay);
		return [
			{
				subjectKind: 'merchant',
				subjectId: first.merchantId,
				kind: 'fee_drift',
				cause: null,
				sinceMs: Math.min(...own.map(({ sinceMs }) => sinceMs)),
				evidence: { ...NO_EVIDENCE, k: sum(({ sales }) => sales), about: first.product },
				loss: { kind: 'measured', minorPerDay, currency: first.currency }
			}
		];
	});
}
