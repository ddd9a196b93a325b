import { describe, expect, it } from 'vitest';
import { movedChoice, spanAt, spanEdges, windowOf } from './span-choice.ts';

const SPANS = { kind: 'bands', startsMs: [100, 200, 300], toMs: 400, say: String } as const;

describe('spanEdges', () => {
	it('bands lie around their middle, instants begin where they are', () => {
		expect(spanEdges('bands', 3, [50, 250])).toEqual({ left: 0, right: 300 });
		expect(spanEdges('instants', 3, [0, 200])).toEqual({ left: 0, right: 300 });
	});
});

describe('spanAt', () => {
	it('is the span under the pointer, and the nearest one beyond the ends', () => {
		const edges = { left: 0, right: 300 };
		expect([-20, 0, 99, 100, 299, 500].map((x) => spanAt(x, edges, 3))).toEqual([0, 0, 0, 1, 2, 2]);
	});
});

describe('windowOf', () => {
	it('holds the last span whole, whichever way it was chosen', () => {
		expect(windowOf({ anchor: 0, focus: 1 }, SPANS)).toEqual({ fromMs: 100, toMs: 300 });
		expect(windowOf({ anchor: 2, focus: 1 }, SPANS)).toEqual({ fromMs: 200, toMs: 400 });
	});
});

describe('movedChoice', () => {
	it('starts at an end, moves by one, and stays within', () => {
		expect(movedChoice(null, 'ArrowLeft', false, 3)).toEqual({ anchor: 2, focus: 2 });
		expect(movedChoice(null, 'ArrowRight', false, 3)).toEqual({ anchor: 0, focus: 0 });
		expect(movedChoice({ anchor: 2, focus: 2 }, 'ArrowRight', false, 3)).toEqual({ anchor: 2, focus: 2 });
		expect(movedChoice({ anchor: 1, focus: 1 }, 'Home', false, 3)).toEqual({ anchor: 0, focus: 0 });
	});

	it('with Shift keeps the end where it began', () => {
		expect(movedChoice({ anchor: 1, focus: 1 }, 'ArrowRight', true, 3)).toEqual({ anchor: 1, focus: 2 });
		expect(movedChoice({ anchor: 1, focus: 2 }, 'Home', true, 3)).toEqual({ anchor: 1, focus: 0 });
	});

	it('lets go with Escape and leaves other keys alone', () => {
		expect(movedChoice({ anchor: 1, focus: 2 }, 'Escape', false, 3)).toBeNull();
		expect(movedChoice(null, 'a', false, 3)).toBeUndefined();
	});
});
