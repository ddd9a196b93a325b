import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SILENT_AFTER_MS } from '#lib/domain/terminal-states.ts';
import { hearMore, silencesAmong, type Heard } from './heartbeat-silences.ts';

/** Heartbeats in any order, in parcels of any size. */
const parcels = fc
	.uniqueArray(fc.integer({ min: 0, max: 40 * 24 }), { minLength: 1, maxLength: 40 })
	.chain((hours) =>
		fc.tuple(
			fc.shuffledSubarray(hours, { minLength: hours.length }),
			fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 40, maxLength: 40 })
		)
	)
	.map(([hours, sizes]) => {
		const left = hours.map((hour) => hour * 3_600_000);
		return sizes.map((size) => left.splice(0, size)).filter((parcel) => parcel.length > 0);
	});

const afterFirst = (parcel: readonly number[]): Heard => ({
	firstMs: Math.min(...parcel),
	lastMs: Math.max(...parcel),
	silences: silencesAmong(parcel)
});

describe('the silences of a terminal', () => {
	it('are the same whatever the order in which its heartbeats come', () => {
		fc.assert(
			fc.property(parcels, ([first = [], ...others]) => {
				const heard = others.reduce(hearMore, afterFirst(first));
				const all = [first, ...others].flat();
				expect(heard.silences.toSorted((a, b) => a.fromMs - b.fromMs)).toEqual(silencesAmong(all));
				expect([heard.firstMs, heard.lastMs]).toEqual([Math.min(...all), Math.max(...all)]);
			})
		);
	});

	it('begin where a terminal counts as silent, and not before', () => {
		expect(silencesAmong([0, SILENT_AFTER_MS])).toEqual([]);
		expect(silencesAmong([0, SILENT_AFTER_MS + 1])).toEqual([{ fromMs: 0, toMs: SILENT_AFTER_MS + 1 }]);
	});

	it('are not made up for the time before the first heartbeat was kept', () => {
		const heard: Heard = { firstMs: null, lastMs: 10 * SILENT_AFTER_MS, silences: [] };
		expect(hearMore(heard, [0])).toEqual(heard);
	});
});
