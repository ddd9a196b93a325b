import { expect, it } from 'vitest';
import { shortcutOf } from './shortcuts.ts';

const press = (key: string, more: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

it('the palette opens by its chord, also while typing', () => {
	expect(shortcutOf(press('k', { ctrlKey: true }), true, null)).toEqual({ kind: 'palette' });
	expect(shortcutOf(press('K', { metaKey: true }), false, null)).toEqual({ kind: 'palette' });
});

it('single keys mean nothing while typing, nor together with others', () => {
	expect(shortcutOf(press('?'), false, null)).toEqual({ kind: 'cheatSheet' });
	for (const key of ['?', '/', 'j', 'k', 'x', 'g']) {
		expect(shortcutOf(press(key), true, null)).toBeNull();
		expect(shortcutOf(press(key, { altKey: true }), false, null)).toBeNull();
	}
	expect(shortcutOf(press('j', { ctrlKey: true }), false, null)).toBeNull();
});

it('g leads somewhere with a second key, and nowhere with any other', () => {
	expect(shortcutOf(press('g'), false, null)).toEqual({ kind: 'wait' });
	expect(shortcutOf(press('t'), false, 'g')).toEqual({ kind: 'go', to: 'terminals' });
	expect(shortcutOf(press('s'), false, 'g')).toEqual({ kind: 'go', to: 'certificates' });
	expect(shortcutOf(press('j'), false, 'g')).toBeNull();
});
