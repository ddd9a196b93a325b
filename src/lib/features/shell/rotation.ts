/** How long a panel of the wall-board stands: long enough to read ten rows from across the room. */
export const PANEL_MS = 20_000;

/** Data older than this is said to be old, in words one cannot overlook. */
export const WALL_STALE_MS = 5 * 60_000;

/** Which of so many panels stands at an instant: the same on every screen, whenever it was switched on. */
export function panelAt(nowMs: number, panels: number): number {
	return Math.floor(nowMs / PANEL_MS) % panels;
}

export type WallTrust = 'live' | 'offline' | 'stale' | 'empty';

/** Whether what the wall shows can be believed; no answer from the server outweighs all else. */
export function wallTrust(state: { isOffline: boolean; lastReceivedAt: string | null; nowMs: number }): WallTrust {
	if (state.isOffline) return 'offline';
	if (state.lastReceivedAt === null) return 'empty';
	return state.nowMs - Date.parse(state.lastReceivedAt) > WALL_STALE_MS ? 'stale' : 'live';
}
