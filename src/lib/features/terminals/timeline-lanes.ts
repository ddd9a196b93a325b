// A terminal's timeline as lanes of one chart.
import type { Lane, LaneItem } from '#lib/charts/options/lanes.ts';
import type { RateCourse } from '#lib/charts/options/rate-course.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { bucketStart, bucketStarts, type Bucket, type TimeWindow } from '#lib/domain/time-windows.ts';
import { formatCount, formatInstant, formatSpan } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { CONNECTION_WORDS, STATE_WORDS } from '#lib/i18n/vocabulary.ts';
import { STATE_TONES } from '#lib/ui/outcome/outcome-marks.ts';
import type { TerminalTimeline } from './terminals.queries.ts';

const MS_PER_HOUR = 3_600_000;

export function timelineLanes(): Lane[] {
	return [
		{ lane: 'failed', label: m.timeline_failed() },
		{ lane: 'good', label: m.timeline_good() },
		{ lane: 'states', label: m.timeline_states() },
		{ lane: 'firmware', label: m.timeline_firmware() },
		{ lane: 'application', label: m.timeline_application() },
		{ lane: 'connection', label: m.timeline_connection() },
		{ lane: 'heartbeats', label: m.timeline_heartbeats() },
		{ lane: 'incidents', label: m.timeline_incidents() },
		{ lane: 'visits', label: m.timeline_visits() }
	];
}

export function timelineItems(timeline: TerminalTimeline, zone: string): LaneItem[] {
	const span = ({ from, to }: { from: string; to: string }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) });
	const periods = (lane: string, wordOf: (period: TerminalTimeline['periods'][number]) => string | null) =>
		merged(timeline.periods.map((period) => ({ ...span(period), label: wordOf(period) ?? '' }))).map(
			(each): LaneItem => ({ lane, ...each, tone: 'accent' })
		);
	return [
		...timeline.hours.flatMap(hourItems),
		...timeline.states.map((each) => ({
			lane: 'states',
			...span(each),
			tone: STATE_TONES[each.state],
			label: STATE_WORDS[each.state]()
		})),
		...periods('firmware', (period) => period.firmware),
		...periods('application', (period) => period.appVersion),
		...periods('connection', ({ carrier, connection }) =>
			[carrier, connection === 'unknown' ? null : CONNECTION_WORDS[connection]()].filter(Boolean).join(' · ')
		),
		...heartbeatItems(timeline),
		...timeline.notices.map((notice) => noticeItem(notice, zone)),
		...timeline.visits.map((visit): LaneItem => ({
			lane: 'visits',
			fromMs: Date.parse(visit.visitedAt),
			tone: 'accent',
			label: [visit.visitor, visit.note].filter(Boolean).join(' · ')
		}))
	];
}

/** An hour of transactions: those that failed in the colour of whose failures there are, and those that went through. */
function hourItems({ at, approved, terminal, upstream, business, unresolved }: TerminalTimeline['hours'][number]) {
	const hour = { fromMs: Date.parse(at), toMs: Date.parse(at) + MS_PER_HOUR };
	const failed = terminal + upstream + business + unresolved;
	const tone = terminal > 0 ? 'terminal' : upstream > 0 ? 'upstream' : unresolved > 0 ? 'unresolved' : 'business';
	const items: LaneItem[] = [];
	if (failed > 0) items.push({ lane: 'failed', ...hour, tone, label: m.timeline_hour({ count: formatCount(failed) }) });
	if (approved > 0)
		items.push({ lane: 'good', ...hour, tone: 'approved', label: m.timeline_hour({ count: formatCount(approved) }) });
	return items;
}

/** What a bank, host or carrier announced, in its words, with who said it and when. */
function noticeItem(notice: TerminalTimeline['notices'][number], zone: string): LaneItem {
	const source = notice.issuer ?? notice.carrier ?? notice.acquirerId;
	const time = notice.publishedAt === null ? null : formatInstant(notice.publishedAt, zone);
	const words = [
		notice.kind === 'outage' ? m.notice_outage() : m.notice_maintenance(),
		source,
		notice.text,
		time && m.notice_published({ time })
	];
	const [fromMs, toMs] = [Date.parse(notice.from), Date.parse(notice.to)];
	return { lane: 'incidents', fromMs, toMs, tone: 'outage', label: words.filter(Boolean).join(' · ') };
}

/** Silences that are over, the latest heartbeat, and the silence since then. */
function heartbeatItems({ silences, lastSeenAt, unheard }: TerminalTimeline): LaneItem[] {
	const over = silences.map(({ from, to }): LaneItem => {
		const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
		const label = m.timeline_silence({ span: formatSpan(toMs - fromMs) });
		return { lane: 'heartbeats', fromMs, toMs, tone: 'danger', label };
	});
	const last: LaneItem[] =
		lastSeenAt === null
			? []
			: [{ lane: 'heartbeats', fromMs: Date.parse(lastSeenAt), tone: 'accent', label: m.timeline_last_heartbeat() }];
	if (unheard === null) return [...over, ...last];
	const [fromMs, toMs] = [Date.parse(unheard.from), Date.parse(unheard.to)];
	return [...over, ...last, { lane: 'heartbeats', fromMs, toMs, tone: 'danger', label: m.timeline_unheard() }];
}

type Span = { fromMs: number; toMs: number; label: string };

/** Neighbours that say the same are one; what is not known is left out. */
function merged(spans: readonly Span[]): Span[] {
	const joined: Span[] = [];
	for (const span of spans) {
		const last = joined.at(-1);
		if (last && last.label === span.label && last.toMs === span.fromMs) last.toMs = span.toMs;
		else joined.push({ ...span });
	}
	return joined.filter(({ label }) => label !== '');
}

/** The terminal technical rate per bucket; a bucket without attempts has none. */
export function terminalRateCourse(
	timeline: TerminalTimeline,
	{ bucket, zone, peerRate }: { bucket: Bucket; zone: string; peerRate: number | null }
): RateCourse {
	const window: TimeWindow = { fromMs: Date.parse(timeline.from), toMs: Date.parse(timeline.to) };
	const starts = bucketStarts(window, bucket, zone);
	const sums = new Map(starts.map((start) => [start, { k: 0, n: 0 }]));
	for (const { at, approved, terminal, upstream, business, unresolved } of timeline.hours) {
		const sum = sums.get(bucketStart(Date.parse(at), bucket, zone));
		if (!sum) continue;
		sum.k += terminal;
		sum.n += approved + terminal + upstream + business + unresolved;
	}
	const counted = [...sums.values()];
	const intervals = counted.map(({ k, n }) => (n === 0 ? null : wilsonInterval(k, n)));
	return {
		bucketStartsMs: starts,
		rate: intervals.map((each) => each?.rate ?? null),
		low: intervals.map((each) => each?.low ?? null),
		high: intervals.map((each) => each?.high ?? null),
		n: counted.map(({ n }) => n),
		...(peerRate === null ? {} : { baseline: starts.map(() => peerRate) })
	};
}
