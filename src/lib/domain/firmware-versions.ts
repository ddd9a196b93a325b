// What vendors call their firmware: the text as it was reported, and as much of its order as its shape tells beyond doubt.
import { compareNumbers, numbersOf } from './version-schemes.ts';

/** Shapes of version texts. `opaque` is every text whose order only its vendor knows. */
export const FIRMWARE_FAMILIES = ['paydroid', 'named', 'plain', 'opaque'] as const;
export type FirmwareFamily = (typeof FIRMWARE_FAMILIES)[number];

export type FirmwareVersion = {
	readonly raw: string;
	readonly family: FirmwareFamily;
	/** Only versions of one family and line follow each other: the platform of PayDroid, the name before the numbers. */
	readonly line: string;
	readonly numbers: readonly bigint[];
	/** The day in the text, as in 2024-02-26; null where there is none. */
	readonly builtOn: string | null;
};

/**
 * [model_]PayDroid_<Android>_<platform>_V<numbers>_<day>[_OTA]. Platforms have numbers of their own (Aquarius is at V02 while
 * Sagittarius is at V11), so they are lines; some texts have the Android version only.
 */
const PAYDROID =
	/^(?:[A-Za-z0-9]+_(?:\.\.)?)?PayDroid_(?<android>\d+(?:\.\d+)*)(?:[_ ](?<platform>[A-Za-z]+))?(?:_V(?<numbers>\d+(?:\.\d+)*))?(?:_(?<day>\d{8}))?(?:_OTA)?$/i;

/** A name of letters (TETRA, AXIUM, T650P, Telium2 SDK, VOS2) and numbers with at least one dot. */
const NAMED = /^(?<name>[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z][A-Za-z0-9]*)*)[ _-]+v?(?<numbers>\d+(?:\.\d+)+)$/i;

const PLAIN = /^v?(?<numbers>\d+(?:\.\d+)+)$/i;

export function parseFirmwareVersion(raw: string): FirmwareVersion {
	const text = raw.trim();
	return paydroid(raw, text) ?? named(raw, text) ?? plain(raw, text) ?? opaque(raw, text);
}

/**
 * Negative, zero or positive as for `sort`; null where nobody can tell from the texts, which is not the same as equal: texts of two
 * lines, and all whose shape is not known. Texts are never ordered as texts.
 */
export function compareFirmware(a: FirmwareVersion, b: FirmwareVersion): number | null {
	if (a.raw === b.raw) return 0;
	if (a.family !== b.family || a.line !== b.line || a.numbers.length === 0 || b.numbers.length === 0) return null;
	const order = compareNumbers(a.numbers, b.numbers);
	if (order !== 0 || a.builtOn === null || b.builtOn === null) return order;
	return Number(a.builtOn > b.builtOn) - Number(a.builtOn < b.builtOn);
}

function paydroid(raw: string, text: string): FirmwareVersion | null {
	const groups = PAYDROID.exec(text)?.groups;
	if (!groups) return null;
	const line = groups.platform?.toLowerCase() ?? '';
	return { raw, family: 'paydroid', line, numbers: numbers(groups.numbers), builtOn: dayOf(groups.day) };
}

function named(raw: string, text: string): FirmwareVersion | null {
	const groups = NAMED.exec(text)?.groups;
	if (!groups) return null;
	const line = (groups.name ?? '').toLowerCase().replaceAll(/[ _-]+/g, ' ');
	return { raw, family: 'named', line, numbers: numbers(groups.numbers), builtOn: null };
}

function plain(raw: string, text: string): FirmwareVersion | null {
	const groups = PLAIN.exec(text)?.groups;
	return groups ? { raw, family: 'plain', line: '', numbers: numbers(groups.numbers), builtOn: null } : null;
}

function opaque(raw: string, text: string): FirmwareVersion {
	return { raw, family: 'opaque', line: text, numbers: [], builtOn: null };
}

function numbers(text: string | undefined): readonly bigint[] {
	return numbersOf(text ?? '') ?? [];
}

/** Eight digits that are no day of the calendar are no date. */
function dayOf(digits: string | undefined): string | null {
	if (digits === undefined) return null;
	const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
	const parsed = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(parsed) || !new Date(parsed).toISOString().startsWith(day) ? null : day;
}
