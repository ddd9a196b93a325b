// Choosing a span of a time axis, with the pointer or from the keyboard: from one start to another, both included.
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ChartSpans } from './chart-option.ts';

/** `anchor` is where the choice began, `focus` where it is now; either may come first. */
export type SpanChoice = { anchor: number; focus: number };

/** Left and right edge of all spans together, from where the axis puts its first and its last start. */
export function spanEdges(kind: ChartSpans['kind'], count: number, [first, last]: readonly [number, number]) {
	const width = (last - first) / Math.max(1, count - 1);
	return kind === 'bands' ? { left: first - width / 2, right: last + width / 2 } : { left: first, right: last + width };
}

/** The span at a place of the axis; beyond its ends the nearest one. */
export function spanAt(x: number, edges: { left: number; right: number }, count: number): number {
	const share = (x - edges.left) / (edges.right - edges.left);
	return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

export function windowOf({ anchor, focus }: SpanChoice, { startsMs, toMs }: ChartSpans): TimeWindow {
	const [first, last] = [Math.min(anchor, focus), Math.max(anchor, focus)];
	return { fromMs: startsMs[first] ?? toMs, toMs: startsMs[last + 1] ?? toMs };
}

/** What a key makes of the choice; undefined for keys that mean nothing here. */
export function movedChoice(
	choice: SpanChoice | null,
	key: string,
	isExtending: boolean,
	count: number
): SpanChoice | null | undefined {
	if (key === 'Escape') return null;
	const from = choice?.focus ?? count;
	const steps: Readonly<Record<string, number>> = {
		ArrowLeft: from - 1,
		ArrowRight: choice === null ? 0 : from + 1,
		Home: 0,
		End: count - 1
	};
	const target = steps[key];
	if (target === undefined) return undefined;
	const focus = Math.min(count - 1, Math.max(0, target));
	return { anchor: isExtending && choice !== null ? choice.anchor : focus, focus };
}
