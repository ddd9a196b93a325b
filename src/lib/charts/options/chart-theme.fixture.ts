// A theme whose colours say what they are, and words that say what they were given.
import { CAUSES, type Cause } from '#lib/domain/causes.ts';
import type { Tone } from '#lib/ui/tones.ts';
import { TONE_COLOURS, type ChartTheme } from '../theme.ts';
import type { RateWords, TimeWords } from './chart-words.ts';

export const THEME: ChartTheme = {
	ink: 'ink',
	muted: 'muted',
	line: 'line',
	surface: 'surface',
	raised: 'raised',
	accent: 'accent',
	fontFamily: 'sans',
	causes: Object.fromEntries(CAUSES.map((cause) => [cause, `colour of ${cause}`])) as Record<Cause, string>,
	tones: Object.fromEntries(Object.keys(TONE_COLOURS).map((tone) => [tone, `colour of ${tone}`])) as Record<
		Tone,
		string
	>
};

const percent = (rate: number | null) => (rate === null ? '–' : `${Math.round(rate * 10_000) / 100} %`);

export const TIME_WORDS: TimeWords = { tick: ({ ms }) => String(ms), bucket: (ms) => `at ${ms}`, time: 'Time' };

export const RATE_WORDS: RateWords = {
	count: String,
	rate: percent,
	axisRate: percent,
	interval: (low, high) => `${percent(low)} to ${percent(high)}`,
	attempts: 'Attempts',
	failures: 'Failures',
	rateName: 'Rate',
	intervalName: 'Interval',
	lowName: 'Low',
	highName: 'High',
	baseline: 'Usual',
	compared: 'Before',
	comparedTime: 'Time before',
	comparedAttempts: 'Attempts before',
	tooFew: (nMin) => `fewer than ${nMin}`,
	noAttempts: 'no attempts'
};
