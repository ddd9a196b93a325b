import { expect, it } from 'vitest';
import { nextChoice, readPreferences, THEMES } from './preferences.ts';

it('reads what was chosen, and the usual for what was not or cannot be', () => {
	const cookies: Record<string, string> = { theme: 'dark', density: 'sparse', zone: 'utc' };
	expect(readPreferences((name) => cookies[name])).toEqual({ theme: 'dark', density: 'comfortable', zone: 'utc' });
	expect(readPreferences(() => undefined)).toEqual({ theme: 'system', density: 'comfortable', zone: 'fleet' });
});

it('goes round', () => {
	expect(THEMES.map((theme) => nextChoice(THEMES, theme))).toEqual(['light', 'dark', 'system']);
});
