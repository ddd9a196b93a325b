import { expect, it } from 'vitest';
import { eventDays } from './event-days.ts';

it('spans whole days of the fleet, the day of the last event included', () => {
	expect(eventDays('2026-03-01T16:30:00Z', '2026-03-03T15:59:59Z', 'Asia/Shanghai')).toEqual({
		from: '2026-03-01T16:00:00.000Z',
		to: '2026-03-03T16:00:00.000Z'
	});
});

it('one event makes one day', () => {
	expect(eventDays('2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', 'UTC')).toEqual({
		from: '2026-03-01T00:00:00.000Z',
		to: '2026-03-02T00:00:00.000Z'
	});
});
