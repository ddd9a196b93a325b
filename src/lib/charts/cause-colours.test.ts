// Whether causes can be told apart by eyes that see fewer hues: simulated after Machado, Oliveira and Fernandes (2009), at full severity.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { CAUSE_COLOURS } from '#lib/ui/outcome/outcome-marks.ts';
import { CAUSE_DECALS } from './options/failures-by-cause.ts';

type Triple = [number, number, number];

const css = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8');

const VISIONS = {
	usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
	protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]
} as const;

/** Of CIE76, where about 2 can just be seen side by side: bars are small, and their legend stands elsewhere. */
const DIFFERENCE_MIN = 12;

function product(matrix: readonly number[], [x, y, z]: Triple): Triple {
	const row = (at: number) => (matrix[at] ?? 0) * x + (matrix[at + 1] ?? 0) * y + (matrix[at + 2] ?? 0) * z;
	return [row(0), row(3), row(6)];
}

function linearRgb(hex: string): Triple {
	return [1, 3, 5].map((at) => {
		const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	}) as Triple;
}

const RGB_TO_XYZ = [0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505];
const WHITE: Triple = [0.95047, 1, 1.08883];

function lab(rgb: Triple): Triple {
	const [x, y, z] = product(RGB_TO_XYZ, rgb).map((value, index) => {
		const share = value / (WHITE[index] ?? 1);
		return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
	}) as Triple;
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seen(cause: FailureCause, theme: 1 | 2, vision: readonly number[]): Triple {
	const hex = new RegExp(`${CAUSE_COLOURS[cause]}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)?.[theme];
	if (!hex) throw new Error(`no colour of ${cause}`);
	const simulated = product(vision, linearRgb(hex)).map((channel) => Math.min(1, Math.max(0, channel))) as Triple;
	return lab(simulated);
}

/** Strokes over the fill tell a cause apart whatever its hue. */
const isHatched = (cause: FailureCause) => CAUSE_DECALS[cause] !== undefined;

describe.each([
	['light', 1],
	['dark', 2]
] as const)('in the %s theme', (_, theme) => {
	it.each(Object.entries(VISIONS))('causes differ by their fill or by strokes over it: %s', (_name, vision) => {
		const alike = FAILURE_CAUSES.flatMap((one, index) =>
			FAILURE_CAUSES.slice(index + 1).flatMap((other) => {
				if (isHatched(one) !== isHatched(other)) return [];
				const [first, second] = [seen(one, theme, vision), seen(other, theme, vision)];
				const difference = Math.hypot(...first.map((value, at) => value - (second[at] ?? 0)));
				return difference < DIFFERENCE_MIN ? [`${one} and ${other}: ${difference.toFixed(0)}`] : [];
			})
		);
		expect(alike).toEqual([]);
	});
});
