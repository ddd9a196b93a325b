import { prefetch } from '#lib/api/prefetch.ts';
import { importKind } from '#lib/features/ingest/import-file.ts';
import { batchesQuery } from '#lib/features/ingest/ingest.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const kind = importKind(url.searchParams.get('kind'));
	const chosen = kind ? { kind } : {};
	await prefetch(queryClient.infiniteQuery(batchesQuery(chosen, fetch)));
	return { chosen };
};
