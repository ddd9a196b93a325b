import { expect, it } from 'vitest';
import { PANEL_MS, panelAt, wallTrust } from './rotation.ts';

it('panels follow one another and begin again', () => {
	expect([0, 1, 2, 3].map((step) => panelAt(step * PANEL_MS, 3))).toEqual([0, 1, 2, 0]);
});

it('the wall says when it cannot be believed, and a lost server before anything else', () => {
	const nowMs = Date.parse('2026-03-01T10:00:00Z');
	const at = (lastReceivedAt: string | null, isOffline = false) => wallTrust({ isOffline, lastReceivedAt, nowMs });
	expect(at('2026-03-01T09:58:00Z')).toBe('live');
	expect(at('2026-03-01T09:50:00Z')).toBe('stale');
	expect(at(null)).toBe('empty');
	expect(at('2026-03-01T09:58:00Z', true)).toBe('offline');
});
