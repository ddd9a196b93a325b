import { infiniteQueryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { FIRMWARE_VERDICTS, type FirmwareVerdict } from '#lib/domain/firmware-judgement.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

type Firmware = ApiClient['firmware'];

export type VersionList = AnswerOf<Firmware['versions']['$get']>;
export type VersionItem = VersionList['items'][number];
export type OutdatedTerminal = AnswerOf<Firmware['terminals']['$get']>['items'][number];
export type Rollout = AnswerOf<Firmware['rollouts']['$get']>['items'][number];

const MODEL_KEYS = ['acquirer', 'vendor', 'model', 'firmware'] as const satisfies readonly (keyof FleetFilter)[];
const TERMINAL_KEYS = [
	...MODEL_KEYS,
	'merchant',
	'region',
	'terminal'
] as const satisfies readonly (keyof FleetFilter)[];

/** What an address asks for; anything that is no verdict is left out. */
export function readVerdict(params: URLSearchParams, name: string): FirmwareVerdict | null {
	return FIRMWARE_VERDICTS.find((verdict) => verdict === params.get(name)) ?? null;
}

export const VERSION_SORT_DEFAULT = 'model';
const VERSION_FIELDS = ['model', 'verdict', 'terminals', 'rateLow'] as const;
type VersionSort = (typeof VERSION_FIELDS)[number] | `-${(typeof VERSION_FIELDS)[number]}`;

export function versionSort(sort: string | undefined): VersionSort {
	const known = VERSION_FIELDS.flatMap((field): VersionSort[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === sort) ?? VERSION_SORT_DEFAULT;
}

const versionsQueryOf = (filter: FleetFilter, verdict: FirmwareVerdict | null) => ({
	...chosenOf(filter, MODEL_KEYS),
	...(verdict && { verdict }),
	sort: versionSort(filter.sort)
});

export const versionsSource = (filter: FleetFilter, verdict: FirmwareVerdict | null) =>
	exportSource('/firmware/versions', versionsQueryOf(filter, verdict));

export function versionsQuery(filter: FleetFilter, verdict: FirmwareVerdict | null, fetcher?: Fetch) {
	const query = versionsQueryOf(filter, verdict);
	return infiniteQueryOptions({
		queryKey: ['firmware', 'versions', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).firmware.versions.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

const outdatedQueryOf = (filter: FleetFilter, finding: FirmwareVerdict | null) => ({
	...chosenOf(filter, TERMINAL_KEYS),
	...(finding && { finding })
});

export const outdatedSource = (filter: FleetFilter, finding: FirmwareVerdict | null) =>
	exportSource('/firmware/terminals', outdatedQueryOf(filter, finding));

export function outdatedQuery(filter: FleetFilter, finding: FirmwareVerdict | null, fetcher?: Fetch) {
	const query = outdatedQueryOf(filter, finding);
	return infiniteQueryOptions({
		queryKey: ['firmware', 'terminals', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).firmware.terminals.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

const rolloutsQueryOf = (filter: FleetFilter) => chosenOf(filter, MODEL_KEYS);

export const rolloutsSource = (filter: FleetFilter) => exportSource('/firmware/rollouts', rolloutsQueryOf(filter));

export function rolloutsQuery(filter: FleetFilter, fetcher?: Fetch) {
	const query = rolloutsQueryOf(filter);
	return infiniteQueryOptions({
		queryKey: ['firmware', 'rollouts', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).firmware.rollouts.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}
