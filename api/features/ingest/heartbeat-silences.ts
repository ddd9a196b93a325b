// Silences between heartbeats, which come late and out of order: whatever the order, the same silences remain in the end.
import { SILENT_AFTER_MS } from '#lib/domain/terminal-states.ts';

export type Silence = { fromMs: number; toMs: number };

/** What is kept of a terminal's heartbeats. */
export type Heard = {
	/** Null: heartbeats came before the first one was kept, so silences before the last one are known only where they are listed. */
	firstMs: number | null;
	lastMs: number;
	silences: readonly Silence[];
};

/**
 * What further heartbeats make of it. Outside the silences, heartbeats between the first and the last one lie too close together
 * for another one to matter: that is why they need not be kept.
 */
export function hearMore(heard: Heard, heartbeatsMs: readonly number[]): Heard {
	const { firstMs, lastMs, silences } = heard;
	const sorted = heartbeatsMs.toSorted((a, b) => a - b);
	const earlier = firstMs === null ? [] : sorted.filter((atMs) => atMs < firstMs);
	const later = sorted.filter((atMs) => atMs > lastMs);
	const split = silences.flatMap((silence) =>
		silencesAmong([
			silence.fromMs,
			...sorted.filter((atMs) => atMs > silence.fromMs && atMs < silence.toMs),
			silence.toMs
		])
	);
	return {
		firstMs: firstMs === null ? null : (earlier[0] ?? firstMs),
		lastMs: later.at(-1) ?? lastMs,
		silences: [
			...(firstMs === null ? [] : silencesAmong([...earlier, firstMs])),
			...split,
			...silencesAmong([lastMs, ...later])
		]
	};
}

/** The silences of a terminal of which these are all heartbeats. */
export function silencesAmong(heartbeatsMs: readonly number[]): Silence[] {
	const sorted = heartbeatsMs.toSorted((a, b) => a - b);
	return sorted.flatMap((toMs, index) => {
		const fromMs = sorted[index - 1];
		return fromMs !== undefined && toMs - fromMs > SILENT_AFTER_MS ? [{ fromMs, toMs }] : [];
	});
}
