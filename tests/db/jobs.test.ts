// What recurring work may take from those who wait for a page.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { createJobs, type Job } from '#api/platform/jobs.ts';
import { createLogger } from '#api/platform/log.ts';
import { readConfig } from '#api/platform/config.ts';
import { test } from '#tests/support/database.ts';

const SLICE_MS = 20;
const log = createLogger(readConfig({ TILLWATCH_LOG_LEVEL: 'silent' }));

type Span = { job: string; from: number; to: number };

/** A job of so many slices that writes down when each of them ran. */
function sliced(name: string, slices: number, spans: Span[]): Job {
	return {
		name,
		everyMs: 60_000,
		run: async (pace) => {
			for (let slice = 0; slice < slices; slice++) {
				await pace(async () => {
					const from = performance.now();
					await sleep(SLICE_MS);
					spans.push({ job: name, from, to: performance.now() });
				});
			}
			return null;
		}
	};
}

const gapsOf = (spans: readonly Span[]) =>
	spans
		.toSorted((a, b) => a.from - b.from)
		.map(({ from }, index, all) => from - (all[index - 1]?.to ?? -Infinity))
		.slice(1);

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await sleep(5);
}

describe('heavy work of jobs', () => {
	test('runs a slice at a time, over all jobs and processes, and rests as long as each took', async ({ database }) => {
		const spans: Span[] = [];
		const here = createJobs({ url: database.url, log, jobs: [sliced('a', 5, spans), sliced('b', 5, spans)] });
		const there = createJobs({ url: database.url, log, jobs: [sliced('c', 5, spans)] });
		here.start();
		there.start();
		await until(() => spans.length === 15);
		await Promise.all([here.stop(), there.stop()]);
		// Timers may come a millisecond early.
		for (const gap of gapsOf(spans)) expect(gap).toBeGreaterThan(SLICE_MS - 2);
	});

	test('takes turns: a long job does not keep the others waiting', async ({ database }) => {
		const spans: Span[] = [];
		const jobs = createJobs({ url: database.url, log, jobs: [sliced('long', 8, spans), sliced('short', 2, spans)] });
		jobs.start();
		await until(() => spans.length === 10);
		await jobs.stop();
		expect(spans.findLastIndex(({ job }) => job === 'short')).toBeLessThan(5);
	});

	test('ends between two slices when the process ends', async ({ database }) => {
		const spans: Span[] = [];
		const jobs = createJobs({ url: database.url, log, jobs: [sliced('endless', 10_000, spans)] });
		jobs.start();
		await until(() => spans.length === 2);
		await jobs.stop();
		expect(spans).toHaveLength(2);
	});

	test('does not rest where somebody waits for it, and tells what went wrong', async ({ database }) => {
		const spans: Span[] = [];
		const broken: Job = {
			name: 'broken',
			everyMs: 1,
			run: async (pace) =>
				pace(async () => {
					throw new Error('A slice failed');
				})
		};
		const jobs = createJobs({ url: database.url, log, jobs: [broken, sliced('a', 5, spans)] });
		await expect(jobs.runOnce('broken')).rejects.toThrow('A slice failed');
		await jobs.runOnce('a');
		for (const gap of gapsOf(spans)) expect(gap).toBeLessThan(SLICE_MS);
		await jobs.stop();
	});
});
