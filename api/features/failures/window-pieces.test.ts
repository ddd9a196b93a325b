import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowPieces, type Piece } from './window-pieces.ts';
import type { Source } from './sources.ts';

const TERMINALS = ['terminal_day', 'terminal_hour', 'txn'] as const;
const FLEET = ['cause_hour', 'fleet_minute', 'txn'] as const;

const at = (iso: string) => Date.parse(iso);
const shown = (pieces: readonly Piece[]) =>
	pieces.map(
		({ source, fromMs, toMs }) => `${source} ${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()}`
	);

describe('windowPieces', () => {
	it('reads whole hours from the roll-up and both edges from the facts', () => {
		const window = { fromMs: at('2026-03-02T09:30:00+08:00'), toMs: at('2026-03-02T12:15:00+08:00') };
		expect(shown(windowPieces(window, ['issuer_hour', 'txn'], 'Asia/Shanghai'))).toEqual([
			'txn 2026-03-02T01:30:00.000Z 2026-03-02T02:00:00.000Z',
			'issuer_hour 2026-03-02T02:00:00.000Z 2026-03-02T04:00:00.000Z',
			'txn 2026-03-02T04:00:00.000Z 2026-03-02T04:15:00.000Z'
		]);
	});

	it('goes down the ladder at the edges: hours, minutes, facts', () => {
		const window = { fromMs: at('2026-03-02T09:58:30+08:00'), toMs: at('2026-03-02T11:00:00+08:00') };
		expect(shown(windowPieces(window, FLEET, 'Asia/Shanghai'))).toEqual([
			'txn 2026-03-02T01:58:30.000Z 2026-03-02T01:59:00.000Z',
			'fleet_minute 2026-03-02T01:59:00.000Z 2026-03-02T02:00:00.000Z',
			'cause_hour 2026-03-02T02:00:00.000Z 2026-03-02T03:00:00.000Z'
		]);
	});

	it('cuts hours where the zone’s clocks show them: at half past in Kolkata', () => {
		const window = { fromMs: at('2026-03-02T00:30:00Z'), toMs: at('2026-03-02T02:30:00Z') };
		expect(windowPieces(window, ['cause_hour', 'txn'], 'Asia/Kolkata').map((piece) => piece.source)).toEqual([
			'cause_hour'
		]);
	});

	it('reads folded days by day, in one piece each run, the rest by hour', () => {
		const window = { fromMs: at('2026-03-01T12:00:00+08:00'), toMs: at('2026-03-06T12:00:00+08:00') };
		const folded = new Set(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06']);
		expect(shown(windowPieces(window, TERMINALS, 'Asia/Shanghai', folded))).toEqual([
			'terminal_hour 2026-03-01T04:00:00.000Z 2026-03-01T16:00:00.000Z',
			'terminal_day 2026-03-01T16:00:00.000Z 2026-03-03T16:00:00.000Z',
			'terminal_hour 2026-03-03T16:00:00.000Z 2026-03-04T16:00:00.000Z',
			'terminal_day 2026-03-04T16:00:00.000Z 2026-03-05T16:00:00.000Z',
			'terminal_hour 2026-03-05T16:00:00.000Z 2026-03-06T04:00:00.000Z'
		]);
	});

	it('leaves all to the facts where no whole grain fits', () => {
		const window = { fromMs: at('2026-03-02T09:10:00Z'), toMs: at('2026-03-02T09:50:00Z') };
		expect(windowPieces(window, TERMINALS, 'UTC')).toEqual([{ source: 'txn', ...window }]);
	});

	it('covers every window once, without gap or overlap, where clocks change too', () => {
		const firstMs = at('2026-03-20T00:00:00Z');
		const instants = fc.integer({ min: 0, max: 20 * 86_400_000 });
		const ladders = fc.constantFrom<readonly Source[]>(FLEET, TERMINALS, ['txn']);
		const days = fc.subarray(
			Array.from({ length: 20 }, (_, index) => new Date(firstMs + index * 86_400_000).toISOString().slice(0, 10))
		);
		fc.assert(
			fc.property(instants, instants, ladders, days, (a, b, ladder, folded) => {
				const window = { fromMs: firstMs + Math.min(a, b), toMs: firstMs + Math.max(a, b) + 1 };
				const pieces = windowPieces(window, ladder, 'Europe/Berlin', new Set(folded));
				expect(pieces[0]?.fromMs).toBe(window.fromMs);
				expect(pieces.at(-1)?.toMs).toBe(window.toMs);
				for (const [index, piece] of pieces.entries()) {
					expect(piece.fromMs).toBeLessThan(piece.toMs);
					if (index > 0) expect(piece.fromMs).toBe(pieces[index - 1]?.toMs);
				}
			})
		);
	});
});
