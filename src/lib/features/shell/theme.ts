export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const COOKIE_SECONDS = 365 * 24 * 3600;

export function nextTheme(theme: Theme): Theme {
	return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}

/** Shown at once, and kept in a cookie, so that the server writes the next page in it from the first byte on. */
export function applyTheme(theme: Theme): void {
	document.documentElement.classList.remove(...THEMES);
	document.documentElement.classList.add(theme);
	document.cookie = `theme=${theme}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
}
