import { CAUSES, type Cause } from '#lib/domain/causes.ts';
import { CAUSE_COLOURS } from '#lib/ui/outcome/outcome-marks.ts';
import type { Tone } from '#lib/ui/tones.ts';

/** The colours of tokens.css, resolved for the theme that an element is shown in: charts are drawn, not styled. */
export type ChartTheme = {
	ink: string;
	muted: string;
	line: string;
	surface: string;
	raised: string;
	accent: string;
	fontFamily: string;
	causes: Readonly<Record<Cause, string>>;
	tones: Readonly<Record<Tone, string>>;
};

/** The token of each tone's mark. */
export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
	neutral: '--color-line-strong',
	accent: '--color-accent',
	approved: '--color-approved',
	terminal: '--color-terminal',
	upstream: '--color-upstream',
	business: '--color-business',
	unresolved: '--color-unresolved',
	outage: '--color-outage',
	danger: '--color-danger'
};

/** `scheme` reads another side of the tokens than the one that is shown: paper is light whatever the screen is. */
export function readChartTheme(element: HTMLElement, scheme?: 'light'): ChartTheme {
	const probe = document.createElement('span');
	probe.hidden = true;
	if (scheme) probe.style.colorScheme = scheme;
	element.append(probe);
	// Only as the value of a real property is light-dark() worked out.
	const colour = (token: string) => {
		probe.style.color = `var(${token})`;
		return getComputedStyle(probe).color;
	};
	const coloursOf = <Key extends string>(tokens: Readonly<Record<Key, string>>, keys: readonly Key[]) =>
		Object.fromEntries(keys.map((key) => [key, colour(tokens[key])])) as Record<Key, string>;
	const theme: ChartTheme = {
		ink: colour('--color-ink'),
		muted: colour('--color-muted'),
		line: colour('--color-line'),
		surface: colour('--color-surface'),
		raised: colour('--color-raised'),
		accent: colour('--color-accent'),
		// ECharts writes it into an attribute of its SVG as it is: a double quote would end that attribute.
		fontFamily: getComputedStyle(element).fontFamily.replaceAll('"', "'"),
		causes: coloursOf(CAUSE_COLOURS, CAUSES),
		tones: coloursOf(TONE_COLOURS, Object.keys(TONE_COLOURS) as Tone[])
	};
	probe.remove();
	return theme;
}

/** Calls back when the theme changes: by the switch of the page, or by the system's. */
export function onThemeChange(changed: () => void): () => void {
	const observer = new MutationObserver(changed);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
	const system = matchMedia('(prefers-color-scheme: dark)');
	system.addEventListener('change', changed);
	return () => {
		observer.disconnect();
		system.removeEventListener('change', changed);
	};
}
