import { queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type ApiClient } from '#lib/api/client.ts';

type Facets = ApiClient['facets'][':dimension'];
export type Facet = Parameters<Facets['$get']>[0]['param']['dimension'];

/** The values a filter can take, for its menu; asked for when the menu is opened. */
export function facetQuery(dimension: Facet, q: string) {
	return queryOptions({
		queryKey: ['facets', dimension, q],
		queryFn: async () =>
			bodyOf(apiClient().facets[':dimension'].$get({ param: { dimension }, query: q === '' ? {} : { q } }))
	});
}

/** How many of these terminals there are. */
export async function countTerminals(terminal: string[]): Promise<number> {
	return (await bodyOf(apiClient().terminals.$get({ query: { terminal, limit: '1' } }))).total;
}
