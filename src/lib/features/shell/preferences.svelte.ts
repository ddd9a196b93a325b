import type { ZoneChoice } from '#lib/i18n/fleet-zone.ts';
import { DENSITIES, THEMES, type Density, type PreferenceValues, type Theme } from './preferences.ts';

const COOKIE_SECONDS = 365 * 24 * 3600;

/** The choices of this browser: shown at once, and remembered for the first byte of the next page. */
export class Preferences {
	#values: PreferenceValues;

	constructor(initial: PreferenceValues) {
		this.#values = $state({ ...initial });
	}

	get theme(): Theme {
		return this.#values.theme;
	}
	set theme(theme: Theme) {
		this.#values.theme = theme;
		replaceClass(THEMES, theme);
		remember('theme', theme);
	}

	get density(): Density {
		return this.#values.density;
	}
	set density(density: Density) {
		this.#values.density = density;
		replaceClass(DENSITIES, density);
		remember('density', density);
	}

	get zone(): ZoneChoice {
		return this.#values.zone;
	}
	set zone(zone: ZoneChoice) {
		this.#values.zone = zone;
		remember('zone', zone);
	}
}

function replaceClass(all: readonly string[], chosen: string): void {
	document.documentElement.classList.remove(...all);
	document.documentElement.classList.add(chosen);
}

function remember(name: keyof PreferenceValues, value: string): void {
	document.cookie = `${name}=${value}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
}
