import { goto } from '$app/navigation';
import { getLocale, m, setLocale } from '#lib/i18n/messages.ts';
import { links } from '#lib/links.ts';
import type { Preferences } from './preferences.svelte.ts';

/** What can be done from anywhere; the note says what it changes to. */
export type PaletteAction = { label: string; note: string; run: () => void };

export function paletteActions(does: {
	preferences: Preferences;
	showKeys: () => void;
	signOut: () => void;
}): PaletteAction[] {
	const { preferences } = does;
	const look = (name: string, note: string, run: () => void) => ({ label: `${name}: ${note}`, note: '', run });
	return [
		look(m.palette_theme(), m.palette_theme_light(), () => (preferences.theme = 'light')),
		look(m.palette_theme(), m.palette_theme_dark(), () => (preferences.theme = 'dark')),
		look(m.palette_theme(), m.palette_theme_system(), () => (preferences.theme = 'system')),
		look(
			m.palette_language(),
			getLocale() === 'en' ? '中文' : 'English',
			() => void setLocale(getLocale() === 'en' ? 'zh-CN' : 'en')
		),
		look(m.zone_label(), m.zone_fleet(), () => (preferences.zone = 'fleet')),
		look(m.zone_label(), m.zone_terminal(), () => (preferences.zone = 'terminal')),
		look(m.zone_label(), m.zone_utc(), () => (preferences.zone = 'utc')),
		look(m.density_label(), m.density_comfortable(), () => (preferences.density = 'comfortable')),
		look(m.density_label(), m.density_compact(), () => (preferences.density = 'compact')),
		{ label: m.wall_board(), note: '', run: () => void goto(links.wallBoard()) },
		{ label: m.keys_title(), note: '?', run: does.showKeys },
		{ label: m.print_page(), note: '', run: () => window.print() },
		{ label: m.sign_out(), note: '', run: does.signOut }
	];
}
