import { expect, it } from 'vitest';
import { dueAtMs } from './coverage.ts';

const STEADY = { gaps: 49, usualGapMs: 60_000, longestGapMs: 90_000, lastAtMs: 1_000_000 };

it('expects a steady sender after three of its usual gaps', () => {
	expect(dueAtMs(STEADY)).toBe(1_180_000);
});

it('allows for the longest silence that was harmless before', () => {
	expect(dueAtMs({ ...STEADY, longestGapMs: 3_600_000 })).toBe(4_600_000);
});

it('expects nothing of a sender that has not reported often enough to have a rhythm', () => {
	expect(dueAtMs({ ...STEADY, gaps: 4 })).toBeNull();
	expect(dueAtMs({ ...STEADY, gaps: 0, usualGapMs: null, longestGapMs: null })).toBeNull();
});
