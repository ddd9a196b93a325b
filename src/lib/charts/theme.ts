import { CAUSES, type Cause } from '#lib/domain/causes.ts';
import { CAUSE_COLOURS } from '#lib/ui/outcome/outcome-marks.ts';

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
};

export function readChartTheme(element: HTMLElement): ChartTheme {
	const probe = document.createElement('span');
	probe.hidden = true;
	element.append(probe);
	// Only as the value of a real property is light-dark() worked out.
	const colour = (token: string) => {
		probe.style.color = `var(${token})`;
		return getComputedStyle(probe).color;
	};
	const theme: ChartTheme = {
		ink: colour('--color-ink'),
		muted: colour('--color-muted'),
		line: colour('--color-line'),
		surface: colour('--color-surface'),
		raised: colour('--color-raised'),
		accent: colour('--color-accent'),
		fontFamily: getComputedStyle(element).fontFamily,
		causes: Object.fromEntries(CAUSES.map((cause) => [cause, colour(CAUSE_COLOURS[cause])])) as Record<Cause, string>
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
