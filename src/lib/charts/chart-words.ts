// The words of charts in the language of the page, so that features do not each collect them.
import type { FunnelZone } from '#lib/domain/funnel-limits.ts';
import type { RateKey } from '#lib/domain/rates.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';
import {
	formatAxisRate,
	formatCount,
	formatInstant,
	formatInterval,
	formatLatency,
	formatRate,
	formatShare,
	formatWeekday
} from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { CAUSE_WORDS, RATE_WORDS } from '#lib/i18n/vocabulary.ts';
import type { CauseMatrixWords } from './options/cause-matrix.ts';
import type { RateWords, TimeWords } from './options/chart-words.ts';
import type { ChartWords } from './options/failures-by-cause.ts';
import type { FunnelWords } from './options/funnel-plot.ts';
import type { HeatMapWords } from './options/heat-map.ts';
import type { LanesWords } from './options/lanes.ts';
import type { LatencyWords } from './options/latency-percentiles.ts';

export function timeWords(zone: string, bucket: Bucket): TimeWords {
	return {
		tick: ({ kind, ms }) => formatInstant(ms, zone, kind === 'day' ? 'monthDay' : 'time'),
		bucket: (ms) => formatInstant(ms, zone, bucket === 'day' ? 'weekday' : 'minute'),
		time: m.chart_time_in({ zone })
	};
}

export function rateWords(key: RateKey): RateWords {
	return {
		count: formatCount,
		rate: formatRate,
		axisRate: formatAxisRate,
		interval: formatInterval,
		attempts: m.column_attempts(),
		failures: m.column_failures(),
		rateName: RATE_WORDS[key](),
		intervalName: m.interval_95(),
		lowName: m.chart_low(),
		highName: m.chart_high(),
		baseline: m.chart_baseline(),
		compared: m.chart_compared(),
		comparedTime: m.chart_compared_time(),
		comparedAttempts: m.chart_compared_attempts(),
		tooFew: (nMin) => m.chart_too_few({ count: formatCount(nMin) }),
		noAttempts: m.no_attempts()
	};
}

export function causeWords(zone: string, bucket: Bucket): ChartWords {
	return {
		...timeWords(zone, bucket),
		cause: (cause) => CAUSE_WORDS[cause](),
		count: formatCount,
		share: formatShare,
		attempts: m.column_attempts(),
		failures: m.column_failures(),
		comparedTime: m.chart_compared_time(),
		comparedAttempts: m.chart_compared_attempts(),
		compared: (measure) => (measure === 'count' ? m.chart_compared_failures() : m.chart_compared_share())
	};
}

export function heatMapWords(key: RateKey): HeatMapWords {
	return {
		...rateWords(key),
		weekday: formatWeekday,
		hour: (hour) => `${String(hour).padStart(2, '0')}:00`,
		weekdayName: m.chart_weekday(),
		hourName: m.chart_hour()
	};
}

const ZONE_WORDS: Readonly<Record<FunnelZone, () => string>> = {
	far_above: m.chart_zone_far_above,
	above: m.chart_zone_above,
	inside: m.chart_zone_inside,
	below: m.chart_zone_below,
	far_below: m.chart_zone_far_below
};

export function funnelWords(key: RateKey): FunnelWords {
	return {
		...rateWords(key),
		zone: (zone) => ZONE_WORDS[zone](),
		terminals: (count) => m.chart_terminals({ count: formatCount(count) }),
		terminalName: m.column_terminal(),
		zoneName: m.chart_zone(),
		attemptsAxis: m.chart_attempts_log(),
		limits95: m.chart_limit_95(),
		limits998: m.chart_limit_998()
	};
}

export function causeMatrixWords(groupName: string): CauseMatrixWords {
	return {
		...rateWords('businessRate'),
		rateName: m.measure_share(),
		cause: (cause) => CAUSE_WORDS[cause](),
		groupName
	};
}

export function latencyWords(zone: string, bucket: Bucket): LatencyWords {
	return {
		...timeWords(zone, bucket),
		latency: formatLatency,
		answered: m.chart_answered(),
		count: formatCount,
		noAttempts: m.no_attempts()
	};
}

export function lanesWords(zone: string): LanesWords {
	const { tick } = timeWords(zone, 'hour');
	return {
		tick,
		bucket: (ms) => formatInstant(ms, zone, 'minute'),
		laneName: m.chart_lane(),
		what: m.chart_what(),
		from: m.window_from(),
		to: m.window_to()
	};
}
