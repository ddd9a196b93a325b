// Heavy work in slices. A job that reads a day of the whole fleet must not take the machine from whoever waits for a page: over all
// jobs and all processes one slice runs at a time, on one core, and is followed by a rest.
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqlTx } from './db/client.ts';

/** Runs one slice of heavy work when its turn comes. Slices are whole in themselves: the process may end between two of them. */
export type Pace = <T>(slice: () => Promise<T>) => Promise<T>;

/** For whoever waits for the result: no turn, no rest. */
export const atOnce: Pace = async (slice) => slice();

export type PaceOptions = {
	/** How many times what the slice took nothing heavy runs afterwards. */
	restFactor: number;
	/** Aborted: no slice begins any more, and a rest ends at once. */
	signal: AbortSignal;
};

/** `lock` is the connection that stands in line; slices run on others. Turns go round in the order in which jobs came. */
export function takeTurns(lock: SqlTx, { restFactor, signal }: PaceOptions): Pace {
	return async (slice) => {
		await lock`select pg_advisory_lock(hashtext('job'), hashtext('heavy slice'))`;
		try {
			signal.throwIfAborted();
			const startedMs = performance.now();
			const done = await slice();
			const restMs = (performance.now() - startedMs) * restFactor;
			if (restMs > 0) await sleep(restMs, undefined, { signal });
			return done;
		} finally {
			await lock`select pg_advisory_unlock(hashtext('job'), hashtext('heavy slice'))`;
		}
	};
}
