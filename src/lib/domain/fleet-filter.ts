import { z } from 'zod';
import { CAUSES } from './causes.ts';
import { parseInstant } from './instants.ts';
import { readQualifiedCode } from './qualified-codes.ts';
import { SCOPES } from './scopes.ts';
import { TERMINAL_STATES } from './terminal-states.ts';
import { presetWindow, WINDOW_PRESET_DEFAULT, WINDOW_PRESETS, type TimeWindow } from './time-windows.ts';
import { CODE_PROFILES, CONNECTIONS, ENTRY_MODES, PRODUCTS } from './transactions.ts';

export const PAGE_SIZE_DEFAULT = 50;
export const PAGE_SIZE_MAX = 500;

/** A pasted column of terminal ids is the longest list people filter by. */
export const FILTER_VALUES_MAX = 200;
export const FILTER_VALUE_LENGTH_MAX = 64;
export const SEARCH_LENGTH_MAX = 200;
/** Holds the longest name that a list is sorted by: 500 characters of three bytes each, as base64. */
export const CURSOR_LENGTH_MAX = 2_400;

/** Thirteen months, so that a month can be compared with the same month of the year before. */
export const WINDOW_DAYS_MAX = 400;

/** Far enough for every transaction there is; windows next to them still have years of four digits. */
const INSTANT_YEAR_MIN = 1970;
const INSTANT_YEAR_MAX = 2199;

const MS_PER_DAY = 86_400_000;

const MERCHANT_CATEGORY = /^\d{4}$/;

const SORT = /^-?[A-Za-z][A-Za-z0-9]{0,63}$/;

/** A `+` that nobody escaped arrives as a space: `…T08:00:00 08:00` can only have meant `+08:00`. */
const UNESCAPED_PLUS = / (\d{2}:\d{2})$/;

export const instantParameter = z
	.string()
	.transform((text) => text.replace(UNESCAPED_PLUS, '+$1'))
	.refine((text) => typeof parseInstant(text) === 'number', {
		error: 'must be an RFC 3339 instant with an offset, such as 2026-01-31T08:00:00+08:00'
	})
	.refine((text) => isWithinReach(parseInstant(text)), {
		error: `must lie between ${INSTANT_YEAR_MIN} and ${INSTANT_YEAR_MAX}`
	});

/** An instant in the address of a page that is no part of the filter; null where none can be read. */
export function readInstant(params: URLSearchParams, name: string): string | null {
	const result = instantParameter.safeParse(params.get(name));
	return result.success ? result.data : null;
}

/** What cannot be parsed is told by the check before. */
function isWithinReach(instant: unknown): boolean {
	if (typeof instant !== 'number') return true;
	return instant >= Date.UTC(INSTANT_YEAR_MIN, 0) && instant < Date.UTC(INSTANT_YEAR_MAX + 1, 0);
}

/** A parameter that may repeat; one value arrives as a string, several as an array. */
function repeatable<Item extends z.ZodType<string>>(item: Item) {
	return z
		.union([item, z.array(item).max(FILTER_VALUES_MAX)])
		.transform((value): z.output<Item>[] => [...new Set(Array.isArray(value) ? value : [value])])
		.default([]);
}

const identifiers = repeatable(z.string().min(1).max(FILTER_VALUE_LENGTH_MAX));

/** `cup:51`, never a bare `51`: the same digits mean different things in different tables. */
const qualifiedCodes = repeatable(
	z
		.string()
		.max(FILTER_VALUE_LENGTH_MAX)
		.refine((text) => readQualifiedCode(text) !== null, {
			error: `must be a code with its profile (${CODE_PROFILES.join(', ')}) in front, such as cup:51, or cup:no-answer`
		})
);

/**
 * What a person looks at: one vocabulary for the URL of a page, the query of the API, and an export. `window` is a span by
 * name; `from` and `to` are exact and win over it. Endpoints extend it with their own parameters.
 */
export const fleetFilterSchema = z.object({
	window: z.enum(WINDOW_PRESETS).default(WINDOW_PRESET_DEFAULT),
	from: instantParameter.optional(),
	to: instantParameter.optional(),
	acquirer: identifiers,
	merchant: identifiers,
	terminal: identifiers,
	issuer: identifiers,
	vendor: identifiers,
	model: identifiers,
	firmware: identifiers,
	carrier: identifiers,
	region: identifiers,
	cause: repeatable(z.enum(CAUSES)),
	scope: repeatable(z.enum(SCOPES)),
	code: qualifiedCodes,
	product: repeatable(z.enum(PRODUCTS)),
	entryMode: repeatable(z.enum(ENTRY_MODES)),
	connection: repeatable(z.enum(CONNECTIONS)),
	appVersion: identifiers,
	/** Category of the merchant, as it is registered. */
	mcc: repeatable(z.string().regex(MERCHANT_CATEGORY)),
	state: repeatable(z.enum(TERMINAL_STATES)),
	q: z.string().trim().max(SEARCH_LENGTH_MAX).default(''),
	/** The field to sort by, descending with a leading `-`; each list says which fields it knows. */
	sort: z.string().regex(SORT).optional(),
	limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(PAGE_SIZE_DEFAULT),
	cursor: z.string().min(1).max(CURSOR_LENGTH_MAX).optional()
});

export type FleetFilter = z.output<typeof fleetFilterSchema>;

export type FleetFilterKey = keyof FleetFilter;

/** Nothing chosen: the filter of a URL without parameters. */
export const FLEET_FILTER_DEFAULT: FleetFilter = fleetFilterSchema.parse({});

export const FLEET_FILTER_KEYS = Object.keys(fleetFilterSchema.shape) as FleetFilterKey[];

export interface FleetFilterReading {
	readonly filter: FleetFilter;
	/** The parameters that could not be understood and were left out, so that the page can say so. */
	readonly ignored: readonly FleetFilterKey[];
}

/**
 * Reads the filter of a page's URL. A link that somebody edited by hand still opens: what is not understood falls back to
 * its default and is named. Parameters that are not the filter's are left alone.
 */
export function readFleetFilter(params: URLSearchParams): FleetFilterReading {
	const chosen: Partial<Record<FleetFilterKey, string | string[]>> = {};
	for (const key of FLEET_FILTER_KEYS) {
		const values = params.getAll(key).filter((value) => value !== '');
		if (values.length > 0) chosen[key] = isList(key) ? values : (values.at(-1) as string);
	}
	const ignored: FleetFilterKey[] = [];
	let result = fleetFilterSchema.safeParse(chosen);
	while (!result.success) {
		for (const key of new Set(result.error.issues.map((issue) => issue.path[0] as FleetFilterKey))) {
			delete chosen[key];
			ignored.push(key);
		}
		result = fleetFilterSchema.safeParse(chosen);
	}
	return { filter: result.data, ignored };
}

/** Writes the filter as a URL's parameters: what was chosen and nothing else, in one fixed order. */
export function writeFleetFilter(filter: Partial<FleetFilter>): URLSearchParams {
	const params = new URLSearchParams();
	for (const key of FLEET_FILTER_KEYS) {
		const value = filter[key];
		if (value === undefined || value === FLEET_FILTER_DEFAULT[key]) continue;
		for (const item of Array.isArray(value) ? value : [value]) params.append(key, String(item));
	}
	return params;
}

function isList(key: FleetFilterKey): boolean {
	return Array.isArray(FLEET_FILTER_DEFAULT[key]);
}

export type WindowError = 'empty' | 'too_long';

/**
 * The span of time that a filter means now. With one end given the other follows: `to` is the end of the named window,
 * `from` lies as far before `to` as that window is long.
 */
export function resolveWindow(
	filter: Pick<FleetFilter, 'window' | 'from' | 'to'>,
	nowMs: number,
	zone: string
): TimeWindow | WindowError {
	const named = presetWindow(filter.window, nowMs, zone);
	const toMs = filter.to === undefined ? named.toMs : instantMs(filter.to);
	const fromMs =
		filter.from !== undefined
			? instantMs(filter.from)
			: filter.to === undefined
				? named.fromMs
				: toMs - (named.toMs - named.fromMs);
	if (fromMs >= toMs) return 'empty';
	return toMs - fromMs > WINDOW_DAYS_MAX * MS_PER_DAY ? 'too_long' : { fromMs, toMs };
}

/** Only for instants that the schema let through. */
function instantMs(text: string): number {
	const instant = parseInstant(text);
	if (typeof instant === 'string') throw new RangeError(`not an instant: ${instant}`);
	return instant;
}
