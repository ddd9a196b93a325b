import { describe, expect, it } from 'vitest';
import { instantOfLocal, localOfInstant } from './local-time.ts';

describe('instantOfLocal', () => {
	it('reads a field in the zone of the fleet, whatever the browser’s is', () => {
		expect(instantOfLocal('2026-01-31T08:00', 'Asia/Shanghai')).toBe('2026-01-31T00:00:00.000Z');
		expect(instantOfLocal('2026-07-01T08:00', 'Europe/Berlin')).toBe('2026-07-01T06:00:00.000Z');
	});

	it('takes the right offset close to a change of clocks', () => {
		expect(instantOfLocal('2026-03-29T01:30', 'Europe/Berlin')).toBe('2026-03-29T00:30:00.000Z');
		expect(instantOfLocal('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
	});

	it('an empty field is no instant', () => {
		expect(instantOfLocal('', 'Asia/Shanghai')).toBeNull();
		expect(instantOfLocal('2026-01-31', 'Asia/Shanghai')).toBeNull();
	});
});

it('what is shown in a field reads back as the same minute', () => {
	for (const instant of ['2026-01-31T00:00:00.000Z', '2026-03-29T01:30:00.000Z']) {
		expect(instantOfLocal(localOfInstant(instant, 'Europe/Berlin'), 'Europe/Berlin')).toBe(instant);
	}
});
