// When the data of a sender counts as stale. Master data comes when something changes, so its age says nothing.

/** Senders report at least every few minutes; three missed turns of a five-minute sender are worth a look. */
export const STALE_AFTER_MINUTES = 15;

const MS_PER_MINUTE = 60_000;
const STEADY_KINDS: readonly string[] = ['transaction', 'heartbeat'];

export function isStale(source: { kind: string; lastReceivedAt: string }, nowMs: number): boolean {
	const ageMs = nowMs - Date.parse(source.lastReceivedAt);
	return STEADY_KINDS.includes(source.kind) && ageMs > STALE_AFTER_MINUTES * MS_PER_MINUTE;
}

/** What stopped coming leads; the API already begins with the least fresh. */
export function staleFirst<Source extends { kind: string; lastReceivedAt: string }>(
	sources: readonly Source[],
	nowMs: number
): Source[] {
	return sources.toSorted((a, b) => Number(isStale(b, nowMs)) - Number(isStale(a, nowMs)));
}

export function sourceKey(source: { kind: string; source: string; acquirerId?: string }): string {
	return `${source.kind} ${source.source} ${source.acquirerId ?? ''}`;
}
