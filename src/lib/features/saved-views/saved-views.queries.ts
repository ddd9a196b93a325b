import { queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';

type Views = ApiClient['views'];
export type SavedView = AnswerOf<Views['$get']>['items'][number];
export type ViewChange = { name?: string; query?: string; isShared?: boolean };

export function savedViewsQuery(page: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['saved-views', 'list', page],
		queryFn: async () => bodyOf(apiClient(fetcher).views.$get({ query: { page } }))
	});
}

export async function saveView(page: string, name: string, query: string): Promise<unknown> {
	return bodyOf(apiClient().views.$post({ json: { page, name, query } }));
}

export async function changeView(viewId: string, change: ViewChange): Promise<unknown> {
	return bodyOf(apiClient().views[':viewId'].$patch({ param: { viewId }, json: change }));
}

export async function deleteView(viewId: string): Promise<unknown> {
	return bodyOf(apiClient().views[':viewId'].$delete({ param: { viewId } }));
}
