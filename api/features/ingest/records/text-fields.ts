// Fields that stay text: identifiers, names, closed lists.
import { isCalendarDate } from '#lib/domain/instants.ts';
import { isTimeZone } from '#lib/domain/time-zones.ts';
import { quoted } from '../reading/card-guard.ts';
import { asIs, type OptionalField } from './field.ts';
import type { Findings } from './findings.ts';

export const ID_LENGTH_MAX = 64;

const PLAIN_ID = /^[!-~](?:[ -~]{0,62}[!-~])?$/;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
// Text may have lines; nothing else that steers a terminal or a database.
const ZONE_NAME = /^[A-Z][A-Za-z0-9_+\-/]{1,63}$/;
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

export const TIME_OF_DAY = {
	pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/,
	reason: 'not_a_time',
	help: 'a local time of day from 00:00 to 24:00'
};

/** An identifier given by its owner: 1 to 64 printable characters, compared exactly. */
export function id(description: string): OptionalField<string> {
	return {
		isRequired: false,
		read: (value, name, findings) =>
			typeof value === 'string' && PLAIN_ID.test(value) ? value : readUncommonId(value, name, findings),
		fromText: asIs,
		schema: { type: 'string', minLength: 1, maxLength: ID_LENGTH_MAX, description }
	};
}

function readUncommonId(value: unknown, name: string, findings: Findings): string | null {
	if (typeof value !== 'string') return notText(value, name, findings);
	if (value.length > ID_LENGTH_MAX) {
		return findings.add(name, 'too_long', `must have at most ${ID_LENGTH_MAX} characters, not ${value.length}`);
	}
	if (UNPRINTABLE.test(value)) {
		return findings.add(name, 'unprintable', 'must consist of printable characters; it holds a control character');
	}
	if (value.trim() !== value) return findings.add(name, 'surrounding_spaces', 'must not begin or end with a space');
	return value;
}

function notText(value: unknown, name: string, findings: Findings): null {
	const help = typeof value === 'number' ? '; put the number in quotes' : '';
	return findings.add(name, 'not_text', `must be text, not ${quoted(value)}${help}`);
}

/** Free text; spaces around it do not count. */
export function text(lengthMax: number, description: string): OptionalField<string> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value !== 'string') return notText(value, name, findings);
			const trimmed = value.trim();
			if (trimmed === '')
				return findings.add(name, 'empty', 'must not be empty; leave the field out when there is no value');
			if (trimmed.length > lengthMax) {
				return findings.add(name, 'too_long', `must have at most ${lengthMax} characters, not ${trimmed.length}`);
			}
			if (CONTROL.test(trimmed) || !trimmed.isWellFormed()) {
				return findings.add(name, 'unprintable', 'holds a control character or half a surrogate pair; send plain text');
			}
			return trimmed;
		},
		fromText: asIs,
		schema: { type: 'string', minLength: 1, maxLength: lengthMax, description }
	};
}

/** Text of a given shape, such as a time of day or a fingerprint. */
export function shaped(
	shape: { pattern: RegExp; reason: string; help: string; normalise?: (text: string) => string },
	description: string
): OptionalField<string> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value !== 'string') return notText(value, name, findings);
			const normal = shape.normalise ? shape.normalise(value) : value;
			if (shape.pattern.test(normal)) return normal;
			return findings.add(name, shape.reason, `must be ${shape.help}, not ${quoted(value)}`);
		},
		fromText: asIs,
		schema: { type: 'string', description: `${description} (${shape.help})` }
	};
}

/** One value of a closed list, as text. */
export function choice<const Value extends string>(
	values: readonly Value[],
	description: string
): OptionalField<Value> {
	const known = new Map<unknown, Value>(values.map((value) => [value, value]));
	return {
		isRequired: false,
		read: (value, name, findings) => known.get(value) ?? notListed(value, name, values, findings),
		fromText: asIs,
		schema: { type: 'string', enum: values, description }
	};
}

/** One value of a closed list of the domain, as its index: the number the database holds. */
export function choiceIndex(values: readonly string[], description: string): OptionalField<number> {
	const known = new Map<unknown, number>(values.map((value, index) => [value, index]));
	return {
		isRequired: false,
		read: (value, name, findings) => known.get(value) ?? notListed(value, name, values, findings),
		fromText: asIs,
		schema: { type: 'string', enum: values, description }
	};
}

function notListed(value: unknown, name: string, values: readonly string[], findings: Findings): null {
	return findings.add(name, 'unknown_value', `must be one of ${values.join(', ')}, not ${quoted(value)}`);
}

/** A day of the calendar. */
export function calendarDate(description: string): OptionalField<string> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value === 'string' && isCalendarDate(value)) return value;
			return findings.add(name, 'not_a_date', `must be a date such as 2026-01-31, not ${quoted(value)}`);
		},
		fromText: asIs,
		schema: { type: 'string', format: 'date', description }
	};
}

/** A time zone by its IANA name; an offset is refused because it knows no summer time. */
export function timeZone(description: string): OptionalField<string> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (typeof value === 'string' && ZONE_NAME.test(value) && isTimeZone(value)) return value;
			return findings.add(
				name,
				'unknown_time_zone',
				`must be an IANA zone such as Asia/Shanghai, not ${quoted(value)}`
			);
		},
		fromText: asIs,
		schema: { type: 'string', description, examples: ['Asia/Shanghai'] }
	};
}
