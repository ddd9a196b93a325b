import { queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf } from '#lib/api/client.ts';

const HITS = '6';

/** Terminals and merchants that a text finds, a few of each. */
export function paletteQuery(q: string) {
	return queryOptions({
		queryKey: ['palette', q],
		enabled: q !== '',
		queryFn: async () => {
			const api = apiClient();
			const [terminals, merchants] = await Promise.all([
				bodyOf(api.terminals.$get({ query: { q, limit: HITS } })),
				bodyOf(api.merchants.$get({ query: { q, limit: HITS } }))
			]);
			return { terminals: terminals.items, merchants: merchants.items };
		}
	});
}
