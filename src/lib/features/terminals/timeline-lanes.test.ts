import { expect, it } from 'vitest';
import { terminalRateCourse, timelineItems } from './timeline-lanes.ts';
import type { TerminalTimeline } from './terminals.queries.ts';

const [FROM, NOON, TO] = ['2026-03-02T00:00:00.000Z', '2026-03-02T12:00:00.000Z', '2026-03-03T00:00:00.000Z'];
const PERIOD = { firmware: '3.9', appVersion: null, carrier: null, connection: 'unknown' } as const;
const TIMELINE: TerminalTimeline = {
	from: FROM,
	to: TO,
	hours: [{ at: NOON, approved: 8, terminal: 2, upstream: 0, business: 0, unresolved: 0 }],
	states: [{ from: FROM, to: NOON, state: 'normal' }],
	periods: [
		{ ...PERIOD, from: FROM, to: NOON },
		{ ...PERIOD, from: NOON, to: TO }
	],
	notices: [],
	visits: [],
	silences: [],
	lastSeenAt: NOON,
	unheard: { from: NOON, to: TO }
};

it('joins neighbours that say the same and leaves out what is not known', () => {
	const items = timelineItems(TIMELINE, 'UTC');
	expect(items.filter(({ lane }) => lane === 'firmware')).toMatchObject([
		{ fromMs: Date.parse(FROM), toMs: Date.parse(TO), label: '3.9' }
	]);
	expect(items.filter(({ lane }) => lane === 'application' || lane === 'connection')).toEqual([]);
});

it('colours a failed hour by whose failures it holds', () => {
	expect(timelineItems(TIMELINE, 'UTC').find(({ lane }) => lane === 'failed')).toMatchObject({ tone: 'terminal' });
});

it('shows the latest heartbeat and the silence after it', () => {
	const heartbeats = timelineItems(TIMELINE, 'UTC').filter(({ lane }) => lane === 'heartbeats');
	expect(heartbeats.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
		[Date.parse(NOON), undefined],
		[Date.parse(NOON), Date.parse(TO)]
	]);
	expect(timelineItems({ ...TIMELINE, lastSeenAt: null, unheard: null }, 'UTC')).not.toContainEqual(
		expect.objectContaining({ lane: 'heartbeats' })
	);
});

it('has a rate only where something was attempted', () => {
	const course = terminalRateCourse(TIMELINE, { bucket: 'hour', zone: 'UTC', peerRate: 0.01 });
	expect(course.rate[12]).toBeCloseTo(0.2);
	expect(course.rate[11]).toBeNull();
	expect(course.n[12]).toBe(10);
	expect(course.baseline).toHaveLength(24);
});

it('shows silences that are over for as long as they lasted', () => {
	const silences = [{ from: FROM, to: NOON }];
	const heartbeats = timelineItems({ ...TIMELINE, silences, unheard: null }, 'UTC').filter(
		({ lane }) => lane === 'heartbeats'
	);
	expect(heartbeats).toMatchObject([
		{ fromMs: Date.parse(FROM), toMs: Date.parse(NOON), tone: 'danger' },
		{ fromMs: Date.parse(NOON) }
	]);
});

it('tells announcements as what they are, with who made them', () => {
	const notice = { noticeId: 'N1', kind: 'maintenance', from: FROM, to: NOON, publishedAt: FROM } as const;
	const notices = [{ ...notice, issuer: 'ICBC', acquirerId: null, carrier: null, text: 'core upgrade' }];
	const [item] = timelineItems({ ...TIMELINE, notices }, 'UTC').filter(({ lane }) => lane === 'incidents');
	expect(item).toMatchObject({ fromMs: Date.parse(FROM), toMs: Date.parse(NOON), tone: 'outage' });
	for (const part of ['ICBC', 'core upgrade']) expect(item?.label).toContain(part);
});
