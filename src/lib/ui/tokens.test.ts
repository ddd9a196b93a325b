import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Every colour token as [light, dark]. */
const tokens = new Map(
	[...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
		([, name, light, dark]) => [name as string, [light as string, dark as string]] as const
	)
);

const THEMES = [
	['light', 0],
	['dark', 1]
] as const;
const GROUNDS = ['canvas', 'surface', 'raised', 'sunken'];
const TONES = ['approved', 'terminal', 'upstream', 'business', 'unresolved', 'outage', 'danger'];
const AA_TEXT = 4.5;
const AA_GRAPHIC = 3;

function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: 0 | 1): number {
	const [first, second] = [one, other].map((name) => tokens.get(name)?.[theme]);
	if (!first || !second) throw new Error(`no such token: ${one} or ${other}`);
	const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

describe.each(THEMES)('in the %s theme', (_name, theme) => {
	it.each(['ink', 'muted', 'faint', 'accent', 'danger-ink'])('%s is readable on every ground', (text) => {
		for (const ground of GROUNDS) expect(contrast(text, ground, theme), ground).toBeGreaterThanOrEqual(AA_TEXT);
	});

	it.each(TONES)('%s: its ink is readable on its soft ground and on every ground, its mark can be seen', (tone) => {
		for (const ground of [...GROUNDS, `${tone}-soft`]) {
			expect(contrast(`${tone}-ink`, ground, theme), ground).toBeGreaterThanOrEqual(AA_TEXT);
		}
		expect(contrast(tone, 'surface', theme)).toBeGreaterThanOrEqual(AA_GRAPHIC);
	});

	it('buttons and borders of fields can be seen', () => {
		expect(contrast('on-accent', 'accent', theme)).toBeGreaterThanOrEqual(AA_TEXT);
		expect(contrast('accent', 'accent-soft', theme)).toBeGreaterThanOrEqual(AA_TEXT);
		expect(contrast('line-strong', 'surface', theme)).toBeGreaterThanOrEqual(AA_GRAPHIC);
	});
});

it('no colour is written outside of light-dark(), so none is forgotten in one of the themes', () => {
	const colours = [...css.matchAll(/--color-[a-z-]+: (?!light-dark|initial|transparent|currentcolor)/g)];
	expect(colours).toEqual([]);
});
