// Fields that become numbers or booleans, ready for storing.
import { currencyOf } from '#lib/domain/currencies.ts';
import { parseInstant, type InstantError } from '#lib/domain/instants.ts';
import { quoted } from '../reading/card-guard.ts';
import { asIs, type OptionalField } from './field.ts';
import type { Findings } from './findings.ts';

export const INT32_MAX = 2 ** 31 - 1;

const INTEGER_CELL = /^[+-]?\d{1,15}$/;
const DECIMAL_CELL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export type Bounds = { min: number; max: number };

export function integer({ min, max }: Bounds, description: string): OptionalField<number> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
			return notInteger(value, name, min, max, findings);
		},
		fromText: (cell) => (INTEGER_CELL.test(cell) ? Number(cell) : cell),
		schema: { type: 'integer', minimum: min, maximum: max, description }
	};
}

function notInteger(value: unknown, name: string, min: number, max: number, findings: Findings): null {
	if (typeof value !== 'number' || !Number.isInteger(value)) {
		return findings.add(name, 'not_an_integer', `must be a whole number such as 1250, not ${described(value)}`);
	}
	return findings.add(name, 'out_of_range', `must lie between ${min} and ${max}, not ${quoted(value)}`);
}

export function decimal({ min, max }: Bounds, description: string): OptionalField<number> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value !== 'number' || !Number.isFinite(value)) {
				return findings.add(name, 'not_a_number', `must be a number, not ${described(value)}`);
			}
			if (value < min || value > max) {
				return findings.add(name, 'out_of_range', `must lie between ${min} and ${max}, not ${quoted(value)}`);
			}
			return value;
		},
		fromText: (cell) => (DECIMAL_CELL.test(cell) ? Number(cell) : cell),
		schema: { type: 'number', minimum: min, maximum: max, description }
	};
}

function described(value: unknown): string {
	if (typeof value === 'string') return `the text ${quoted(value)}`;
	return value === Infinity || value === -Infinity ? 'a number without end' : quoted(value);
}

export function flag(description: string): OptionalField<boolean> {
	return {
		isRequired: false,
		read: (value, name, findings) =>
			typeof value === 'boolean'
				? value
				: findings.add(name, 'not_a_boolean', `must be true or false, not ${quoted(value)}`),
		fromText: (cell) => (cell === 'true' || cell === '1' ? true : cell === 'false' || cell === '0' ? false : cell),
		schema: { type: 'boolean', description }
	};
}

/** Merchant category code, four digits on the wire because of its leading zeros; the number for storing. */
export function mcc(description: string): OptionalField<number> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value === 'string' && /^\d{4}$/.test(value)) return Number(value);
			return findings.add(name, 'not_an_mcc', `must be four digits as text, such as "5411", not ${quoted(value)}`);
		},
		fromText: asIs,
		schema: { type: 'string', pattern: '^[0-9]{4}$', description }
	};
}

/** ISO 4217 on the wire by letters; the number for storing. */
export function currency(description: string): OptionalField<number> {
	return {
		isRequired: false,
		read: (value, name, findings) =>
			(typeof value === 'string' ? numericOf(value) : undefined) ??
			findings.add(name, 'unknown_currency', `must be an ISO 4217 code in capitals such as CNY, not ${quoted(value)}`),
		fromText: asIs,
		schema: { type: 'string', pattern: '^[A-Z]{3}$', description, examples: ['CNY'] }
	};
}

const numericByCode = new Map<string, number>();

function numericOf(code: string): number | undefined {
	const remembered = numericByCode.get(code);
	if (remembered !== undefined) return remembered;
	const known = currencyOf(code);
	if (known === undefined) return undefined;
	numericByCode.set(code, Number(known.numeric));
	return Number(known.numeric);
}

const INSTANT_HELP: Record<InstantError, string> = {
	no_offset: 'must say its offset from UTC, as in 2026-01-31T08:00:00+08:00',
	not_rfc3339: 'must be an RFC 3339 instant such as 2026-01-31T08:00:00+08:00',
	out_of_calendar: 'must name a day and a time of day that exist'
};

export type InstantRange = {
	earliestMs: number;
	/** How far after now, null for any time ahead. */ aheadMaxMs: number | null;
};

/** Payments and reports of terminals: nothing before card terminals spoke IP, nothing that a wrong clock cannot explain. */
export const EVENT_RANGE: InstantRange = { earliestMs: Date.UTC(2000, 0, 1), aheadMaxMs: 48 * 3_600_000 };

/** Validity of contracts, certificates and announcements. */
export const ANY_RANGE: InstantRange = { earliestMs: Date.UTC(1970, 0, 1), aheadMaxMs: null };

/** An instant, as epoch milliseconds. */
export function instant(range: InstantRange, description: string): OptionalField<number> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			const parsed = typeof value === 'string' ? parseInstant(value) : 'not_rfc3339';
			if (typeof parsed !== 'number') {
				return findings.add(name, parsed, `${INSTANT_HELP[parsed]}; it is ${quoted(value)}`);
			}
			if (parsed < range.earliestMs) {
				const earliest = new Date(range.earliestMs).toISOString();
				return findings.add(name, 'too_early', `must not be before ${earliest}; it is ${quoted(value)}`);
			}
			if (range.aheadMaxMs !== null && parsed > findings.nowMs + range.aheadMaxMs) {
				const hours = range.aheadMaxMs / 3_600_000;
				return findings.add(name, 'too_late', `must not lie more than ${hours} hours ahead; it is ${quoted(value)}`);
			}
			return parsed;
		},
		fromText: asIs,
		schema: { type: 'string', format: 'date-time', description }
	};
}
