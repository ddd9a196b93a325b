import { describe, expect, it } from 'vitest';
import { courseOf, coursesByGroup } from './group-courses.ts';

const at = (hour: number) => `2026-03-01T0${hour}:00:00Z`;
const STARTS = [0, 1, 2].map((hour) => Date.parse(at(hour)));
const ROWS = [
	{ bucketStart: at(0), group: 'A', attempts: 90, terminal: 9 },
	{ bucketStart: at(0), group: null, attempts: 10, terminal: 1 },
	{ bucketStart: at(2), group: 'A', attempts: 5, terminal: 0 }
];

describe('courses', () => {
	it('adds groups up before it takes a rate, and leaves a gap where nothing was attempted', () => {
		const course = courseOf(ROWS, STARTS);
		expect(course.rate).toEqual([0.1, null, 0]);
		expect(course.low[1]).toBeNull();
		expect(course.n).toEqual([100, 0, 5]);
	});

	it('keeps groups apart, the unknown one too', () => {
		const courses = coursesByGroup(ROWS, STARTS);
		expect(courses.get('A')?.n).toEqual([90, 0, 5]);
		expect(courses.get(null)?.rate).toEqual([0.1, null, null]);
	});
});
