import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { listParameters, scopeParameters, type CertificateChoice } from './certificate-choice.ts';

type Api = ApiClient['certificates'];

export type CertificatePage = AnswerOf<Api['$get']>;
export type CertificateItem = CertificatePage['items'][number];
export type CertificateDetail = AnswerOf<Api[':fingerprint']['$get']>;
export type CertificateHolder = CertificateDetail['holders'][number];
export type CertificateCalendar = AnswerOf<Api['calendar']['$get']>;
export type CertificateCliffs = AnswerOf<Api['cliffs']['$get']>;

export function certificatesQuery(choice: CertificateChoice, fetcher?: Fetch) {
	const query = listParameters(choice);
	return infiniteQueryOptions({
		queryKey: ['certificates', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).certificates.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export const certificatesSource = (choice: CertificateChoice) => exportSource('/certificates', listParameters(choice));

export function calendarQuery(choice: CertificateChoice, fetcher?: Fetch) {
	const query = scopeParameters(choice);
	return queryOptions({
		queryKey: ['certificates', 'calendar', query],
		queryFn: async () => bodyOf(apiClient(fetcher).certificates.calendar.$get({ query }))
	});
}

export const calendarSource = (choice: CertificateChoice) =>
	exportSource('/certificates/calendar', scopeParameters(choice));

/** The next ones; there are never many, and all of them are a file. */
const CLIFFS_SHOWN = '12';

export function cliffsQuery(choice: CertificateChoice, fetcher?: Fetch) {
	const query = { ...scopeParameters(choice), limit: CLIFFS_SHOWN };
	return queryOptions({
		queryKey: ['certificates', 'cliffs', query],
		queryFn: async () => bodyOf(apiClient(fetcher).certificates.cliffs.$get({ query }))
	});
}

export const cliffsSource = (choice: CertificateChoice) =>
	exportSource('/certificates/cliffs', scopeParameters(choice));

export function certificateQuery(fingerprint: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['certificates', 'detail', fingerprint],
		queryFn: async () => bodyOf(apiClient(fetcher).certificates[':fingerprint'].$get({ param: { fingerprint } }))
	});
}
