// When the data of a sender counts as stale. Master data comes when something changes, so its age says nothing.

/** Senders report at least every few minutes; three missed turns of a five-minute sender are worth a look. */
export const STALE_AFTER_MINUTES = 15;

const MS_PER_MINUTE = 60_000;
const STEADY_KINDS: readonly string[] = ['transaction', 'heartbeat'];

export function isStale(source: { kind: string; lastReceivedAt: string }, nowMs: number): boolean {
	const ageMs = nowMs - Date.parse(source.lastReceivedAt);
	return STEADY_KINDS.includes(source.kind) && ageMs > STALE_AFTER_MINUTES * MS_PER_MINUTE;
}
