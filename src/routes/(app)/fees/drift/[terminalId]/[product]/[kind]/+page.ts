import { error } from '@sveltejs/kit';
import { prefetch } from '#lib/api/prefetch.ts';
import { driftDetailQuery, readDriftName } from '#lib/features/fees/fee-details.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, params, parent, fetch }) => {
	const { queryClient } = await parent();
	const name = readDriftName(params, url.searchParams);
	if (name === null) error(404);
	await prefetch(queryClient.query(driftDetailQuery(name, fetch)));
	return { name };
};
