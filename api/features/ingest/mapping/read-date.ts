// Instants in the formats that files have, as RFC 3339 in UTC.
import { mappingInvalid, type DateFormat } from './mapping.schema.ts';
import { localTimeReader } from './local-time.ts';

/** The instant as the wire contract wants it, or null when the text is not of the format. */
export type ReadDate = (text: string) => string | null;

const NANOSECONDS_PER_UNIT: Readonly<Record<string, bigint>> = {
	epoch_s: 1_000_000_000n,
	epoch_ms: 1_000_000n,
	epoch_us: 1000n,
	epoch_ns: 1n
};

const TOKENS: Readonly<Record<string, { name: string; pattern: string }>> = {
	yyyy: { name: 'year', pattern: '\\d{4}' },
	MM: { name: 'month', pattern: '\\d{2}' },
	M: { name: 'month', pattern: '\\d{1,2}' },
	dd: { name: 'day', pattern: '\\d{2}' },
	d: { name: 'day', pattern: '\\d{1,2}' },
	HH: { name: 'hour', pattern: '\\d{2}' },
	H: { name: 'hour', pattern: '\\d{1,2}' },
	hh: { name: 'hour12', pattern: '\\d{2}' },
	h: { name: 'hour12', pattern: '\\d{1,2}' },
	a: { name: 'half', pattern: '[AaPp]\\.?[Mm]\\.?' },
	mm: { name: 'minute', pattern: '\\d{2}' },
	ss: { name: 'second', pattern: '\\d{2}' },
	SSS: { name: 'fraction', pattern: '\\d{1,9}' },
	XXX: { name: 'offset', pattern: 'Z|[+-]\\d{2}:?\\d{2}' }
};

const PIECES = /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

/** Compiles a format once; refuses one that cannot name an instant. */
export function dateReader({ format, timeZone, overlap }: DateFormat, path: string): ReadDate {
	const nanoseconds = NANOSECONDS_PER_UNIT[format];
	if (nanoseconds !== undefined) return (text) => fromEpoch(text, nanoseconds);
	const names: string[] = [];
	const source = format.replace(PIECES, (piece, literal?: string) => {
		const token = TOKENS[piece];
		if (token === undefined) return escaped(literal ?? notLetters(piece, format, path));
		names.push(token.name);
		return `(?<${token.name}>${token.pattern})`;
	});
	checkComplete(names, format, timeZone, path);
	const pattern = new RegExp(`^${source}$`);
	const toInstant = localTimeReader(timeZone ?? 'UTC', overlap);
	return (text) => {
		const parts = pattern.exec(text)?.groups;
		const localMs = parts ? localMilliseconds(parts) : null;
		if (!parts || localMs === null) return null;
		const offset = parts['offset'];
		return isoInstant(offset === undefined ? toInstant(localMs) : localMs - offsetMilliseconds(offset));
	};
}

function notLetters(piece: string, format: string, path: string): string {
	if (!/[A-Za-z]/.test(piece)) return piece;
	const known = [...Object.keys(TOKENS), ...Object.keys(NANOSECONDS_PER_UNIT)].join(', ');
	throw mappingInvalid(
		`${path}.format: ${JSON.stringify(piece)} in ${JSON.stringify(format)} is not known; known are ${known}, and text in single quotes`
	);
}

function escaped(literal: string): string {
	return literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function checkComplete(names: readonly string[], format: string, timeZone: string | undefined, path: string): void {
	const problem = (message: string) => mappingInvalid(`${path}.format: ${JSON.stringify(format)} ${message}`);
	for (const name of ['year', 'month', 'day']) if (!names.includes(name)) throw problem(`names no ${name}`);
	if (new Set(names).size !== names.length) throw problem('names a part twice');
	if (names.includes('hour12') !== names.includes('half')) throw problem('needs both h and a, or H');
	if (!names.includes('offset') && timeZone === undefined)
		throw problem('has no offset, so timeZone must say where its clock stands');
}

function localMilliseconds(parts: Readonly<Record<string, string | undefined>>): number | null {
	const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
	const hour =
		parts['hour12'] === undefined ? Number(parts['hour'] ?? 0) : hourOfDay(Number(parts['hour12']), parts['half']);
	const [minute, second] = [Number(parts['minute'] ?? 0), Number(parts['second'] ?? 0)];
	const milliseconds = Number((parts['fraction'] ?? '0').slice(0, 3).padEnd(3, '0'));
	if (hour === null || hour > 23 || minute > 59 || second > 59) return null;
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
	return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

function hourOfDay(hour12: number, half: string | undefined): number | null {
	if (hour12 < 1 || hour12 > 12) return null;
	return (hour12 % 12) + (half?.toLowerCase().startsWith('p') === true ? 12 : 0);
}

function offsetMilliseconds(offset: string): number {
	if (offset === 'Z') return 0;
	const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
	return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Exact whatever the unit: nanoseconds since 1970 have more digits than a float. */
function fromEpoch(text: string, nanosecondsPerUnit: bigint): string | null {
	const match = /^(-?\d{1,20})(?:\.(\d{1,9})\d*)?$/.exec(text);
	if (!match) return null;
	const whole = BigInt(match[1] ?? '0') * nanosecondsPerUnit;
	const fraction = (BigInt((match[2] ?? '').padEnd(9, '0')) * nanosecondsPerUnit) / 1_000_000_000n;
	return isoInstant(Number((whole + (text.startsWith('-') ? -fraction : fraction)) / 1_000_000n));
}

function isoInstant(instantMs: number): string | null {
	const date = new Date(instantMs);
	if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return null;
	return date.toISOString();
}
