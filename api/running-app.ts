// Pages are built into their own bundle; the one thing both sides share at run time is this entry of globalThis.
import type { Principal } from '#api/platform/principal.ts';

/** What pages may use of the running API, in process: its answers, and who is asking. */
export type RunningApp = {
	fetch(request: Request): Response | Promise<Response>;
	authenticate(request: Request): Promise<Principal | null>;
};

/** src/hooks.server.ts reads it under the same name. */
export const RUNNING_APP = Symbol.for('tillwatch.running-app');

export function publishRunningApp(app: RunningApp): void {
	Object.assign(globalThis, { [RUNNING_APP]: app });
}
