// Keys that work everywhere outside of fields. One list: the handler obeys it, the cheat sheet shows it.

/** Where `g` and a second key lead. */
export const GO_KEYS = {
	o: 'overview',
	a: 'attention',
	f: 'failures',
	t: 'terminals',
	m: 'merchants',
	c: 'responseCodes',
	e: 'fees',
	w: 'firmware',
	s: 'certificates',
	d: 'dataSources'
} as const;
export type GoTarget = (typeof GO_KEYS)[keyof typeof GO_KEYS];

export type Shortcut =
	| { kind: 'go'; to: GoTarget }
	| { kind: 'palette' | 'cheatSheet' | 'search' | 'nextRow' | 'previousRow' | 'selectRow' | 'wait' };

const SINGLE_KEYS: Readonly<Record<string, Exclude<Shortcut['kind'], 'go'>>> = {
	'?': 'cheatSheet',
	'/': 'search',
	j: 'nextRow',
	k: 'previousRow',
	x: 'selectRow',
	g: 'wait'
};

/** Long enough to find the second key, short enough that a forgotten first one does no harm. */
export const SECOND_KEY_MS = 1200;

type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/**
 * What a key press means; null for nothing of ours. While something is typed only the palette's own chord counts, and keys
 * held together with others belong to the browser.
 */
export function shortcutOf(pressed: Pressed, isTyping: boolean, before: string | null): Shortcut | null {
	const { key, ctrlKey, metaKey, altKey } = pressed;
	if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return { kind: 'palette' };
	if (isTyping || ctrlKey || metaKey || altKey) return null;
	if (before === 'g') {
		const to = Object.entries(GO_KEYS).find(([second]) => second === key)?.[1];
		return to ? { kind: 'go', to } : null;
	}
	const kind = SINGLE_KEYS[key];
	return kind ? { kind } : null;
}
