import { describe, expect, it } from 'vitest';
import { ApiError } from '#lib/api/errors.ts';
import { isWindowTooLong, shorterWindow } from './shorter-window.ts';

const NOW = Date.parse('2026-03-20T04:00:00Z');
const asked = (query: string) =>
	new URL(shorterWindow(new URL(`http://x/failures/terminals?${query}`), NOW), 'http://x');
const windowOf = (query: string) => {
	const { searchParams } = asked(query);
	return [searchParams.get('from'), searchParams.get('to')];
};

describe('a window that is too long', () => {
	it('is shortened to its last 31 days, whatever else was chosen stays', () => {
		expect(windowOf('from=2025-12-01T00:00:00Z&to=2026-03-01T00:00:00%2B08:00')).toEqual([
			'2026-01-28T16:00:00.000Z',
			'2026-02-28T16:00:00.000Z'
		]);
		expect(asked('from=2025-12-01T00:00:00Z&code=cup:51&sort=-rate').searchParams.getAll('code')).toEqual(['cup:51']);
	});

	it('ends now where its end was left out, or lies ahead', () => {
		const lately = ['2026-02-17T04:00:00.000Z', '2026-03-20T04:00:00.000Z'];
		expect(windowOf('from=2025-12-01T00:00:00Z')).toEqual(lately);
		expect(windowOf('from=2025-12-01T00:00:00Z&to=2027-01-01T00:00:00Z')).toEqual(lately);
	});

	it('is told by the code of the refusal', () => {
		expect(isWindowTooLong(new ApiError(400, { code: 'window.too_long' }))).toBe(true);
		expect(isWindowTooLong(new ApiError(400, { code: 'window.empty' }))).toBe(false);
		expect(isWindowTooLong(new TypeError('network'))).toBe(false);
	});
});
