import { queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type Fetch } from '#lib/api/client.ts';

export function fleetQuery(fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['fleet', 'settings'],
		queryFn: async () => bodyOf(apiClient(fetcher).fleet.$get())
	});
}
