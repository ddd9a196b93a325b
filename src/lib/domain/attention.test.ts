import { describe, expect, it } from 'vitest';
import {
	attentionAction,
	costOfWaiting,
	excessCostMinorPerDay,
	isMarkInForce,
	orderReasons,
	type AttentionKind,
	type AttentionReason
} from './attention.ts';

const NOTHING = { k: null, n: null, expected: null, about: null, wanted: null, endsMs: null };

function reason(
	kind: AttentionKind,
	costMinorPerDay: number | null,
	more: Partial<AttentionReason> = {}
): AttentionReason {
	return { kind, cause: null, sinceMs: null, evidence: NOTHING, costMinorPerDay, atRiskMinorPerDay: null, ...more };
}

describe('the cost of waiting', () => {
	it('counts lost sales once, whatever they are lost by, and overcharged fees beside them', () => {
		expect(costOfWaiting([reason('silent', 90_000), reason('certificate_expired', 80_000)])).toBe(90_000);
		expect(costOfWaiting([reason('silent', 90_000), reason('fee_drift', 500), reason('fee_drift', 20)])).toBe(90_520);
	});

	it('is unknown only where no reason can say', () => {
		expect(costOfWaiting([reason('technical_failures', null)])).toBeNull();
		expect(costOfWaiting([reason('technical_failures', null), reason('firmware_behind', 0)])).toBe(0);
	});

	it('of failures is that of those beyond the usual, at their average amount', () => {
		// 70 failures of 35,000.00 in all, so 500.00 each; 56 of them are the terminal's, 14 would be usual: 42 in 7 days.
		const counts = { k: 56, expected: 14, failures: 70, failedMinor: 3_500_000, days: 7 };
		expect(excessCostMinorPerDay(counts)).toBe(300_000);
		expect(excessCostMinorPerDay({ ...counts, expected: 60 })).toBe(0);
		expect(excessCostMinorPerDay({ ...counts, failedMinor: null })).toBeNull();
		expect(excessCostMinorPerDay({ ...counts, failures: 0 })).toBeNull();
	});
});

describe('the first reason', () => {
	const kinds = (...reasons: AttentionReason[]) => orderReasons(reasons).map(({ kind }) => kind);

	it('is the dearest', () => {
		expect(kinds(reason('silent', 10), reason('fee_drift', 200))).toEqual(['fee_drift', 'silent']);
	});

	it('of those that cost nothing yet is the most urgent, and of the same kind the one that is due first', () => {
		expect(kinds(reason('firmware_behind', 0), reason('keys_missing', null))).toEqual([
			'keys_missing',
			'firmware_behind'
		]);
		const due = (endsMs: number) => reason('certificate_expiring', 0, { evidence: { ...NOTHING, endsMs } });
		expect(orderReasons([due(20), due(10)]).map(({ evidence }) => evidence.endsMs)).toEqual([10, 20]);
	});

	it('says what to do, by the cause where failures have one', () => {
		expect(attentionAction({ kind: 'technical_failures', cause: 'network' })).toBe('check_line');
		expect(attentionAction({ kind: 'technical_failures', cause: 'unknown' })).toBe('inspect_terminal');
		expect(attentionAction({ kind: 'fee_drift', cause: null })).toBe('claim_fees');
	});
});

describe('a mark', () => {
	const mark = { kinds: ['silent'], untilMs: 1_000 };

	it('holds until its end, for the reasons it was about', () => {
		expect(isMarkInForce(mark, [reason('silent', 1)], 999)).toBe(true);
		expect(isMarkInForce(mark, [reason('silent', 1)], 1_000)).toBe(false);
		expect(isMarkInForce({ ...mark, untilMs: null }, [reason('silent', 1)], 5_000)).toBe(true);
	});

	it('is broken by a new kind of trouble', () => {
		expect(isMarkInForce(mark, [reason('silent', 1), reason('fee_drift', 1)], 0)).toBe(false);
	});
});
