// Every list of the API, and the filters to ask it by: each of its parameters with values that some rows have and some have not.
import fc from 'fast-check';
import type { HEADINGS } from '#lib/domain/headings.ts';
import { choicesOf, isRepeatable, type ApiList, type ListParameter } from './api-lists.ts';
import { FINGERPRINT, NOW, TURN } from './fleet-of-lists.ts';

type Heading = keyof typeof HEADINGS;
type Values = Readonly<Record<string, readonly string[]>>;

export type ListPlan = {
	/** The member of an item that tells it from others, and where its column is called otherwise, how. */
	id: Heading | readonly [member: string, heading: Heading];
	/** Of parameters that mean something else here than in other lists. */
	values?: Values;
	/** One of several that the list must be asked by; the document cannot say that. */
	needs?: string;
};

/** A list that is not told of here, and a parameter without values, fail tests/arch/exports.test.ts. */
export const LIST_PLANS: Readonly<Record<string, ListPlan>> = {
	'/merchants': { id: 'merchantId' },
	'/terminals': { id: 'terminalId' },
	'/terminals/changes': { id: 'terminalId' },
	'/terminals/{terminalId}/periods': { id: 'validFrom' },
	'/terminals/{terminalId}/certificates': { id: 'fingerprint' },
	'/terminals/{terminalId}/silences': { id: 'beganAt' },
	'/terminals/{terminalId}/peers': { id: 'terminalId' },
	'/terminals/{terminalId}/visits': { id: 'visitedAt' },
	'/terminals/{terminalId}/transactions': { id: 'id' },
	'/merchants/{merchantId}/fee-agreements': { id: 'agreementId' },
	'/certificates': { id: 'fingerprint', values: { issuer: ['CN=Fleet CA', '=CN"Other\nCA'], q: ['CN', '"', '00'] } },
	'/certificates/calendar': { id: 'day', values: { issuer: ['CN=Fleet CA'] } },
	'/certificates/cliffs': { id: 'day', values: { issuer: ['CN=Fleet CA'], all: ['true'] } },
	'/certificates/{fingerprint}/holders': { id: ['owner', 'certificateOwner'] },
	'/expiries': { id: ['number', 'paperNumber'], values: { vendor: ['PAX'], model: ['A920'], q: ['CMCC', '4-'] } },
	'/keys': { id: ['slot', 'keySlot'], values: { kind: ['TPK', 'TMK'] } },
	'/ingest/batches': { id: 'batchId' },
	'/ingest/rejects': { id: 'line', values: { code: ['wrong_type', 'amount.wrong_type'] } },
	'/ingest/unmapped-codes': { id: 'responseCode' },
	'/ingest/freshness': { id: 'kind' },
	'/ingest/coverage/senders': { id: 'kind' },
	'/ingest/coverage/places': { id: 'merchantId' },
	'/response-codes': { id: 'responseCode', values: { q: ['9', 'card', '卡'] } },
	'/response-codes/usage': { id: 'responseCode', values: { q: ['9', 'bank', '交易'] } },
	'/response-codes/{codeProfile}/{responseCode}/places': { id: ['id', 'identifier'] },
	'/failures/series': { id: 'bucketStart' },
	'/failures/terminals': { id: 'terminalId' },
	'/failures/merchants': { id: 'merchantId' },
	'/failures/groups': { id: 'group' },
	'/failures/merchants/changes': { id: 'merchantId' },
	'/overview/first-seen': { id: 'firstAt' },
	'/attention': { id: 'terminalId', values: { asOf: [NOW, '2026-03-18T12:00:00+08:00'] } },
	'/fees/drift': { id: 'terminalId', values: { owner: ['nobody'] } },
	'/fees/drift/sales': {
		id: 'transactionId',
		values: { terminal: ['T3', 'T9'], merchant: ['M3'], product: ['debit'] }
	},
	'/fees/uncompared': { id: 'merchantId', values: { reason: ['no_fee', 'no_agreement', 'other_products'] } },
	'/fees/uncompared/sales': {
		id: 'transactionId',
		values: { merchant: ['=M"stranger', 'M0'], reason: ['no_fee', 'no_agreement', 'other_products'] }
	},
	'/fees/what-if/merchants': {
		id: 'merchantId',
		values: {
			product: ['debit', 'credit'],
			ratePpm: ['5000', '6000'],
			capMinor: ['1800'],
			minMinor: ['10'],
			fixedMinor: ['5'],
			merchant: ['M0', 'M3']
		}
	},
	'/fees/changes': { id: 'agreementId' },
	'/fees/course': { id: 'day', needs: 'merchant', values: { merchant: ['M3', 'M0'] } },
	'/firmware/versions': { id: 'firmware', values: { days: ['7', '30'] } },
	'/firmware/terminals': { id: 'terminalId' },
	'/firmware/rollouts': { id: 'firmware' },
	'/firmware/campaigns': { id: 'campaignId', values: { campaign: ['C0', 'C1'] } },
	'/firmware/campaigns/{campaignId}/terminals': { id: 'terminalId', values: { campaignId: ['C1'], ring: ['0', '1'] } }
};

const INSTANTS = [TURN, '2026-03-01T00:00:00+08:00', '2026-03-18T06:30:00+08:00'];

/** Where the document does not list what a parameter may be. */
const VALUES: Values = {
	acquirer: ['ACQ1', 'ACQ2'],
	merchant: ['M0', 'M3', '=M"stranger'],
	terminal: ['T2', 'T3', 'T5', '0012', '-stranger-1'],
	issuer: ['ICBC', 'ABC'],
	vendor: ['PAX', 'Landi'],
	model: ['A920', 'A8'],
	firmware: ['1.10', '1.11', '=1.9'],
	appVersion: ['5.2.0', '5.3.0'],
	carrier: ['China Mobile', 'China Unicom'],
	region: ['CN-SH', 'CN-BJ'],
	owner: ['ACQ1', 'ACQ2'],
	mcc: ['5411', '5812'],
	code: ['cup:A0', 'cup:91', 'cup:0E1'],
	q: ['T1', 'M3', '%', '"'],
	since: INSTANTS,
	until: INSTANTS,
	firstSeenFrom: INSTANTS,
	asOf: INSTANTS,
	expiringFrom: INSTANTS,
	expiringTo: [NOW, '2026-06-01T00:00:00+08:00'],
	batch: ['00000000-0000-4000-8000-000000000000'],
	terminalId: ['T2', 'T3'],
	merchantId: ['M0', 'M3'],
	fingerprint: [FINGERPRINT],
	responseCode: ['91', 'A0']
};

/** How a list is paged and ordered, and what it comes as: no part of which rows it has. */
const NOT_A_FILTER = new Set(['limit', 'cursor', 'offset', 'format', 'sort']);
/** What makes a window or a comparison only together. */
const OF_SPANS = new Set(['window', 'from', 'to', 'compare', 'compareFrom', 'compareTo']);
const SPANS: readonly string[][] = [
	['window=30d'],
	['window=7d'],
	[`from=${encodeURIComponent(TURN)}`, `to=${encodeURIComponent(NOW)}`]
];
const COMPARISONS: readonly string[][] = [
	['compare=previous'],
	['compare=week'],
	[
		'compare=custom',
		'compareFrom=2026-03-01T00%3A00%3A00%2B08%3A00',
		`compareTo=${encodeURIComponent('2026-03-08T00:00:00+08:00')}`
	]
];
const CHOSEN_MAX = 3;

export type Asked = { path: string; query: string[] };

const isKnown = (list: ApiList, parameter: ListParameter) =>
	NOT_A_FILTER.has(parameter.name) || OF_SPANS.has(parameter.name) || valuesOf(list, parameter).length > 0;

function valuesOf({ path }: ApiList, parameter: ListParameter): readonly string[] {
	const own = LIST_PLANS[path]?.values?.[parameter.name];
	const choices = choicesOf(parameter);
	return own ?? (choices.length > 0 ? choices : (VALUES[parameter.name] ?? []));
}

/** Parameters that nobody has said values for. */
export function unknownParameters(list: ApiList): string[] {
	return list.parameters.filter((each) => !isKnown(list, each)).map(({ name }) => `${list.path} ${name}`);
}

/** What has to be said for a list to answer at all, and which spans it can be asked for. */
function partsOf(list: ApiList) {
	const filters = list.parameters.filter(({ name }) => !NOT_A_FILTER.has(name) && !OF_SPANS.has(name));
	const has = (name: string) => list.parameters.some((each) => each.name === name);
	const isNeeded = ({ name, required }: ListParameter) => required === true || LIST_PLANS[list.path]?.needs === name;
	return {
		inPath: filters.filter((each) => each.in === 'path'),
		needed: filters.filter((each) => each.in === 'query' && isNeeded(each)),
		optional: filters.filter((each) => each.in === 'query' && !isNeeded(each)),
		spans: has('to') ? SPANS.filter(([first]) => has('window') || first?.startsWith('from=')) : [[]],
		comparisons: has('compare') ? [[], ...COMPARISONS] : [[]],
		sorts: [
			[],
			...list.parameters
				.filter(({ name }) => name === 'sort')
				.flatMap(choicesOf)
				.map((sort) => [`sort=${sort}`])
		]
	};
}

/** The list with as little of a filter as it can be asked by: there must be rows. */
export function widestOf(list: ApiList): Asked {
	const { inPath, needed, spans } = partsOf(list);
	const first = (each: ListParameter) => valuesOf(list, each)[0] ?? '';
	return {
		path: placedAt(list, inPath, inPath.map(first)),
		query: [...(spans[0] ?? []), ...needed.map((each) => `${each.name}=${encodeURIComponent(first(each))}`)]
	};
}

/** Random filters of a list, by parameters of its own. */
export function askedOf(list: ApiList): fc.Arbitrary<Asked> {
	const { inPath, needed, optional, spans, comparisons, sorts } = partsOf(list);
	return fc
		.record({
			places: fc.tuple(...inPath.map((each) => fc.constantFrom(...valuesOf(list, each)))),
			span: fc.constantFrom(...spans),
			comparison: fc.constantFrom(...comparisons),
			required: fc.tuple(...needed.map((each) => queryOf(list, each))),
			chosen: fc
				.subarray(optional, { maxLength: Math.min(CHOSEN_MAX, optional.length) })
				.chain((chosen) => fc.tuple(...chosen.map((each) => queryOf(list, each)))),
			sort: fc.constantFrom(...sorts)
		})
		.map(({ places, span, comparison, required, chosen, sort }) => ({
			path: placedAt(list, inPath, places),
			query: [...span, ...comparison, ...required.flat(), ...chosen.flat(), ...sort]
		}));
}

const placedAt = ({ path }: ApiList, inPath: readonly ListParameter[], places: readonly string[]) =>
	inPath.reduce((place, { name }, at) => place.replace(`{${name}}`, encodeURIComponent(places[at] ?? '')), path);

function queryOf(list: ApiList, parameter: ListParameter): fc.Arbitrary<string[]> {
	const values = valuesOf(list, parameter);
	const maxLength = isRepeatable(parameter) ? values.length : 1;
	return fc
		.subarray([...values], { minLength: 1, maxLength })
		.map((chosen) => chosen.map((value) => `${parameter.name}=${encodeURIComponent(value)}`));
}
