// What a person chooses for this browser, kept in cookies so that the server writes the first page with it.
import { ZONE_CHOICES, type ZoneChoice } from '#lib/i18n/fleet-zone.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

export type PreferenceValues = { theme: Theme; density: Density; zone: ZoneChoice };

/** The first of each is what somebody has who chose nothing. */
const CHOICES: { [Name in keyof PreferenceValues]: readonly PreferenceValues[Name][] } = {
	theme: THEMES,
	density: DENSITIES,
	zone: ZONE_CHOICES
};

function known<Value extends string>(choices: readonly Value[], text: string | undefined): Value {
	return choices.find((choice) => choice === text) ?? (choices[0] as Value);
}

/** What nobody chose, or somebody wrote into a cookie by hand, is the usual. */
export function readPreferences(cookie: (name: string) => string | undefined): PreferenceValues {
	return {
		theme: known(CHOICES.theme, cookie('theme')),
		density: known(CHOICES.density, cookie('density')),
		zone: known(CHOICES.zone, cookie('zone'))
	};
}

/** The choice after this one, round and round. */
export function nextChoice<Value>(choices: readonly Value[], current: Value): Value {
	return choices[(choices.indexOf(current) + 1) % choices.length] ?? current;
}
