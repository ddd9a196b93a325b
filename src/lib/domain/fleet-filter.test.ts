import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSES } from './causes.ts';
import {
	FILTER_VALUES_MAX,
	FLEET_FILTER_DEFAULT,
	fleetFilterSchema,
	readFleetFilter,
	resolveWindow,
	writeFleetFilter,
	type FleetFilter
} from './fleet-filter.ts';
import { TERMINAL_STATES } from './terminal-states.ts';
import { WINDOW_PRESETS } from './time-windows.ts';

const ZONE = 'Asia/Shanghai';
const NOW_MS = Date.parse('2026-03-10T01:23:45+08:00');

const read = (query: string) => readFleetFilter(new URLSearchParams(query));

describe('fleetFilterSchema', () => {
	it('reads one value and several alike, each once', () => {
		expect(fleetFilterSchema.parse({ acquirer: 'A1' }).acquirer).toEqual(['A1']);
		expect(fleetFilterSchema.parse({ acquirer: ['A1', 'A2', 'A1'] }).acquirer).toEqual(['A1', 'A2']);
	});

	it('reports every problem at once', () => {
		const result = fleetFilterSchema.safeParse({ cause: 'bad_luck', limit: '501', from: '2026-01-31', sort: 'a;drop' });
		expect(result.error?.issues.map((issue) => issue.path[0]).sort()).toEqual(['cause', 'from', 'limit', 'sort']);
	});

	it('limits everything', () => {
		const tooMany = Array.from({ length: FILTER_VALUES_MAX + 1 }, (_, index) => `T${index}`);
		expect(fleetFilterSchema.safeParse({ terminal: tooMany }).success).toBe(false);
		expect(fleetFilterSchema.safeParse({ terminal: 'x'.repeat(65) }).success).toBe(false);
		expect(fleetFilterSchema.safeParse({ q: 'x'.repeat(201) }).success).toBe(false);
		expect(fleetFilterSchema.safeParse({ limit: '0' }).success).toBe(false);
	});

	it('can be extended by an endpoint', () => {
		const extended = fleetFilterSchema.extend({ bucket: fleetFilterSchema.shape.window });
		expect(extended.parse({}).bucket).toBe('24h');
	});
});

describe('readFleetFilter', () => {
	it('is the default for a bare URL', () => {
		expect(read('')).toEqual({ filter: FLEET_FILTER_DEFAULT, ignored: [] });
	});

	it('reads repeated parameters', () => {
		expect(read('cause=network&cause=operator&q=海底&limit=100').filter).toEqual({
			...FLEET_FILTER_DEFAULT,
			cause: ['network', 'operator'],
			q: '海底',
			limit: 100
		});
	});

	it('understands an offset whose plus was not escaped', () => {
		expect(read('from=2026-01-31T08:00:00+08:00').filter.from).toBe('2026-01-31T08:00:00+08:00');
	});

	it('opens a link with nonsense in it and names the nonsense', () => {
		const { filter, ignored } = read('state=sleepy&limit=many&acquirer=A1&foo=bar&window=');
		expect(filter).toEqual({ ...FLEET_FILTER_DEFAULT, acquirer: ['A1'] });
		expect([...ignored].sort()).toEqual(['limit', 'state']);
	});
});

describe('writeFleetFilter', () => {
	it('writes what was chosen and never a default', () => {
		expect(writeFleetFilter(FLEET_FILTER_DEFAULT).toString()).toBe('');
		expect(writeFleetFilter({ ...FLEET_FILTER_DEFAULT, window: '7d', state: ['abnormal', 'watch'] }).toString()).toBe(
			'window=7d&state=abnormal&state=watch'
		);
	});

	it('is read back as it was written', () => {
		const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' }), { maxLength: 4 });
		const filters = fc.record({
			window: fc.constantFrom(...WINDOW_PRESETS),
			from: fc.constantFrom(undefined, '2026-01-31T08:00:00+08:00', '2026-01-31T00:00:00.123Z'),
			acquirer: ids,
			terminal: ids,
			cause: fc.subarray([...CAUSES]),
			state: fc.subarray([...TERMINAL_STATES]),
			q: fc.string({ maxLength: 20 }).map((text) => text.trim()),
			limit: fc.integer({ min: 1, max: 500 })
		});
		fc.assert(
			fc.property(filters, ({ from, ...rest }) => {
				const filter: FleetFilter = { ...FLEET_FILTER_DEFAULT, ...rest, ...(from === undefined ? {} : { from }) };
				expect(readFleetFilter(new URLSearchParams(writeFleetFilter(filter).toString()))).toEqual({
					filter,
					ignored: []
				});
			})
		);
	});
});

describe('resolveWindow', () => {
	const resolve = (filter: Partial<FleetFilter>) => resolveWindow({ ...FLEET_FILTER_DEFAULT, ...filter }, NOW_MS, ZONE);

	it('is the named window when no end is given', () => {
		expect(resolve({ window: 'yesterday' })).toEqual({
			fromMs: Date.parse('2026-03-09T00:00:00+08:00'),
			toMs: Date.parse('2026-03-10T00:00:00+08:00')
		});
	});

	it('takes exact ends before the name', () => {
		const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
		expect(resolve({ ...window, window: 'today' })).toEqual({
			fromMs: Date.parse(window.from),
			toMs: Date.parse(window.to)
		});
	});

	it('reaches back from a given end as far as the named window is long', () => {
		expect(resolve({ to: '2026-01-02T00:00:00Z' })).toEqual({
			fromMs: Date.parse('2026-01-01T00:00:00Z'),
			toMs: Date.parse('2026-01-02T00:00:00Z')
		});
	});

	it('refuses an empty window and an endless one', () => {
		expect(resolve({ from: '2026-01-02T00:00:00Z', to: '2026-01-02T00:00:00Z' })).toBe('empty');
		expect(resolve({ from: '0001-01-01T00:00:00Z' })).toBe('too_long');
	});
});

describe('an instant of the filter', () => {
	it('lies within the centuries that have transactions, so that every window around it can be written', () => {
		expect(fleetFilterSchema.safeParse({ to: '0001-01-01T00:00:00Z' }).error?.issues[0]?.message).toContain('1970');
		expect(fleetFilterSchema.safeParse({ from: '9999-12-31T23:59:59+08:00' }).success).toBe(false);
		expect(fleetFilterSchema.safeParse({ from: '1970-01-01T00:00:00Z' }).success).toBe(true);
	});
});
