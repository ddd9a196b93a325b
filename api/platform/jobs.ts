// Work that recurs while the server runs. Each job runs in one process at a time and never overlaps itself.
import type { Sql } from './db/client.ts';
import type { Logger } from './log.ts';

export type Job = {
	name: string;
	everyMs: number;
	/** Answers what it did, for the log; null when there was nothing to do. */
	run(): Promise<object | null>;
};

export type Jobs = { start(): void; runOnce(name: string): Promise<void>; stop(): Promise<void> };

export function createJobs(parts: { sql: Sql; log: Logger; jobs: readonly Job[] }): Jobs {
	const { sql, log } = parts;
	const timers = new Set<NodeJS.Timeout>();
	const running = new Set<Promise<void>>();
	let stopped = false;

	// The transaction holds the lock and nothing else; the job's own statements run on other connections.
	const runLocked = async (job: Job) => {
		await sql.begin(async (tx) => {
			const [lock] = await tx<{ taken: boolean }[]>`
				select pg_try_advisory_xact_lock(hashtext('job'), hashtext(${job.name})) as taken`;
			if (!lock?.taken) return;
			const done = await job.run();
			if (done) log.info({ job: job.name, ...done }, 'job done');
		});
	};

	const schedule = (job: Job, delayMs: number) => {
		const timer = setTimeout(() => {
			timers.delete(timer);
			const run = runLocked(job)
				.catch((error: unknown) => log.error({ job: job.name, err: error }, 'job failed'))
				.finally(() => {
					running.delete(run);
					if (!stopped) schedule(job, job.everyMs);
				});
			running.add(run);
		}, delayMs);
		timer.unref();
		timers.add(timer);
	};

	return {
		start: () => parts.jobs.forEach((job) => schedule(job, 0)),
		async runOnce(name) {
			const job = parts.jobs.find((each) => each.name === name);
			if (!job) throw new Error(`There is no job named ${name}`);
			await runLocked(job);
		},
		async stop() {
			stopped = true;
			for (const timer of timers) clearTimeout(timer);
			await Promise.all(running);
		}
	};
}
