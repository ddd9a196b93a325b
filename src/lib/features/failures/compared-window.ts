// The window before, as a question of its own: its course is laid over that of the window that is shown.
import { comparedWindow, type Comparison } from '#lib/domain/comparison.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

type Shown = { from: string; to: string; timeZone: string };

/** The same filter over the compared window; null when nothing is compared, or nothing is known of the window yet. */
export function comparedFilter<Filter extends Partial<FleetFilter>>(
	filter: Filter,
	comparison: Comparison,
	shown: Shown | undefined
): Filter | null {
	if (!shown) return null;
	const window = comparedWindow(
		comparison,
		{ fromMs: Date.parse(shown.from), toMs: Date.parse(shown.to) },
		shown.timeZone
	);
	if (window === null || typeof window === 'string') return null;
	const [from, to] = [window.fromMs, window.toMs].map((ms) => new Date(ms).toISOString());
	return { ...filter, from, to };
}
