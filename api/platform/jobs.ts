// Work that recurs while the server runs. Each job runs in one process at a time and never overlaps itself.
import { pgClient } from './db/client.ts';
import type { Logger } from './log.ts';
import { takeTurns, type Pace } from './pace.ts';

export type Job = {
	name: string;
	everyMs: number;
	/** Answers what it did, for the log; null when there was nothing to do. What is heavy goes through `pace`. */
	run(pace: Pace): Promise<object | null>;
};

export type Jobs = { start(): void; runOnce(name: string): Promise<void>; stop(): Promise<void> };

/** Of the time in which there is heavy work, jobs take half of one core. */
const REST_FACTOR = 1;

export function createJobs(parts: { url: string; log: Logger; jobs: readonly Job[] }): Jobs {
	const { log } = parts;
	// Whoever stands in line keeps a connection; of those that answer requests not one is taken.
	const locks = pgClient(parts.url, { max: parts.jobs.length, name: 'tillwatch-jobs' });
	const timers = new Set<NodeJS.Timeout>();
	const running = new Set<Promise<void>>();
	const ended = new AbortController();
	const { signal } = ended;

	// The transaction holds the lock and stands in line for slices; the job's own statements run on other connections.
	const runLocked = async (job: Job, restFactor: number) => {
		await locks.begin(async (tx) => {
			const [lock] = await tx<{ taken: boolean }[]>`
				select pg_try_advisory_xact_lock(hashtext('job'), hashtext(${job.name})) as taken`;
			if (!lock?.taken) return;
			const done = await job.run(takeTurns(tx, { restFactor, signal }));
			if (done) log.info({ job: job.name, ...done }, 'job done');
		});
	};

	const schedule = (job: Job, delayMs: number) => {
		const timer = setTimeout(() => {
			timers.delete(timer);
			const run = runLocked(job, REST_FACTOR)
				.catch((error: unknown) => {
					if (!signal.aborted) log.error({ job: job.name, err: error }, 'job failed');
				})
				.finally(() => {
					running.delete(run);
					if (!signal.aborted) schedule(job, job.everyMs);
				});
			running.add(run);
		}, delayMs);
		timer.unref();
		timers.add(timer);
	};

	return {
		start: () => parts.jobs.forEach((job) => schedule(job, 0)),
		/** Somebody waits for it: it takes its turns without a rest. */
		async runOnce(name) {
			const job = parts.jobs.find((each) => each.name === name);
			if (!job) throw new Error(`There is no job named ${name}`);
			await runLocked(job, 0);
		},
		async stop() {
			ended.abort();
			for (const timer of timers) clearTimeout(timer);
			await Promise.all(running);
			await locks.end();
		}
	};
}
