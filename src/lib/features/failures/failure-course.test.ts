import { describe, expect, it } from 'vitest';
import { barBucket, comparedFailures, groupBucket, rateCourses } from './failure-course.ts';

const START = '2026-03-01T00:00:00Z';
const NEXT = '2026-03-01T01:00:00Z';
const parts = { approved: 0, terminal: 0, upstream: 0, business: 0, unresolved: 0 };

describe('rateCourses', () => {
	it('adds the rows of a bucket up before it divides', () => {
		const rows = [
			{ bucketStart: START, attempts: 90, ...parts, approved: 90 },
			{ bucketStart: START, attempts: 10, ...parts, terminal: 4, upstream: 6 }
		];
		const courses = rateCourses(rows, [START, NEXT].map(Date.parse));
		expect(courses.approvalRate).toEqual([0.9, null]);
		expect(courses.terminalTechnicalRate).toEqual([0.04, null]);
		expect(courses.businessRate).toEqual([0, null]);
	});
});

describe('comparedFailures', () => {
	it('counts what was not approved, and leaves a gap where nothing was attempted', () => {
		const rows = [
			{ bucketStart: START, attempts: 90, approved: 80 },
			{ bucketStart: START, attempts: 10, approved: 9 }
		];
		const compared = comparedFailures(rows, [START, NEXT].map(Date.parse));
		expect(compared).toMatchObject({ attempts: [100, null], failures: [11, null] });
	});
});

describe('barBucket', () => {
	it.each([
		[{ window: '24h' }, 'hour'],
		[{ window: '30d' }, 'day'],
		[{ window: '24h', from: START, to: NEXT }, '5m'],
		[{ window: '24h', from: START, to: '2026-03-02T00:00:00Z' }, 'hour'],
		[{ window: '24h', from: START, to: '2026-04-02T00:00:00Z' }, 'day']
	] as const)('%j is drawn by %s', (filter, bucket) => {
		expect(barBucket(filter)).toBe(bucket);
	});

	it('goes by the time until now where a window only begins', () => {
		const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
		expect(barBucket({ window: '24h', from: daysAgo(90) })).toBe('day');
		expect(groupBucket({ window: '24h', from: daysAgo(90) })).toBe('day');
		expect(barBucket({ window: '24h', from: daysAgo(0.1) })).toBe('5m');
		expect(barBucket({ window: '30d', to: daysAgo(2) })).toBe('day');
	});
});
