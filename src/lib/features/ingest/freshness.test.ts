import { expect, it } from 'vitest';
import { isStale } from './freshness.ts';

const lastReceivedAt = '2026-03-02T12:00:00.000Z';
const atMs = (time: string) => Date.parse(`2026-03-02T${time}Z`);

it('what should keep coming is stale once the threshold has passed, not before', () => {
	expect(isStale({ kind: 'transaction', lastReceivedAt }, atMs('12:15:00.000'))).toBe(false);
	expect(isStale({ kind: 'transaction', lastReceivedAt }, atMs('12:15:00.001'))).toBe(true);
	expect(isStale({ kind: 'heartbeat', lastReceivedAt }, atMs('13:00:00.000'))).toBe(true);
});

it('master data comes when something changes and is never stale', () => {
	expect(isStale({ kind: 'merchant', lastReceivedAt }, atMs('23:00:00.000'))).toBe(false);
});

it('a clock of the browser that is behind makes nothing stale', () => {
	expect(isStale({ kind: 'transaction', lastReceivedAt }, atMs('11:00:00.000'))).toBe(false);
});
