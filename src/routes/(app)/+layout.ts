import { prefetch } from '#lib/api/prefetch.ts';
import { fleetQuery } from '#lib/features/fleet/fleet.queries.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ parent, fetch, data }) => {
	const { queryClient } = await parent();
	await prefetch(queryClient.query(fleetQuery(fetch)));
	return data;
};
