import { getLocale } from '#lib/i18n/messages.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const STEP = 1000;

/** The size of a file as its folder shows it, in the largest unit that fits. */
export function fileSize(bytes: number): string {
	const at = bytes === 0 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
	const format = { style: 'unit', unit: UNITS[at] ?? 'byte', maximumFractionDigits: at === 0 ? 0 : 1 } as const;
	return new Intl.NumberFormat(getLocale(), format).format(bytes / STEP ** at);
}
