import { describe, expect, it } from 'vitest';
import { pauseAdvice, type CampaignState } from './firmware-campaigns.ts';

const advice = (fields: Partial<CampaignState>) =>
	pauseAdvice({
		status: 'running',
		updated: 40,
		failed: 0,
		verdict: null,
		worseSinceMs: null,
		decision: null,
		...fields
	});
const WORSE = { verdict: 'worse', worseSinceMs: 1_000 } as const;
const resumedAt = (decidedMs: number) => ({ decision: 'resumed', decidedMs }) as const;

describe('pauseAdvice', () => {
	it('is to stop what makes payments worse, while it runs or is about to', () => {
		expect(advice(WORSE)).toBe('payments_worse');
		expect(advice({ ...WORSE, status: 'planned' })).toBe('payments_worse');
		expect(advice({ ...WORSE, status: 'paused' })).toBeNull();
		expect(advice({ ...WORSE, status: 'completed' })).toBeNull();
		expect(advice({ verdict: 'not_enough_data' })).toBeNull();
		expect(advice({ verdict: 'safe' })).toBeNull();
	});

	it('is to stop where more than one update in twenty fails beyond chance', () => {
		expect(advice({ updated: 40, failed: 3 })).toBeNull();
		expect(advice({ updated: 40, failed: 8 })).toBe('updates_fail');
		expect(advice({ updated: 0, failed: 2 })).toBeNull();
		expect(advice({ updated: 0, failed: 3 })).toBe('updates_fail');
	});

	it('leaves the say to who decided knowing as much', () => {
		expect(advice({ ...WORSE, decision: { decision: 'paused', decidedMs: 500 } })).toBeNull();
		expect(advice({ ...WORSE, decision: resumedAt(2_000) })).toBeNull();
		expect(advice({ ...WORSE, decision: resumedAt(500) })).toBe('payments_worse');
		expect(advice({ updated: 4, failed: 40, decision: resumedAt(500) })).toBeNull();
	});
});
