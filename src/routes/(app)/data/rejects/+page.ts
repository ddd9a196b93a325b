import { prefetch } from '#lib/api/prefetch.ts';
import { isBatchId } from '#lib/features/ingest/batch-outcome.ts';
import { batchQuery, rejectsQuery, type RejectChoice } from '#lib/features/ingest/ingest.queries.ts';
import type { PageLoad } from './$types.js';

const CODE_LENGTH_MAX = 80;

/** What of the address can be understood; the rest is named, so that the page can say so. */
function readChoice(params: URLSearchParams): { chosen: RejectChoice; ignored: string[] } {
	const [batch, code] = [params.get('batch'), params.get('code')];
	const isBatch = batch !== null && isBatchId(batch);
	const isCode = code !== null && code !== '' && code.length <= CODE_LENGTH_MAX;
	return {
		chosen: { ...(isBatch && { batch }), ...(isCode && { code }) },
		ignored: [...(batch && !isBatch ? ['batch'] : []), ...(code && !isCode ? ['code'] : [])]
	};
}

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { chosen, ignored } = readChoice(url.searchParams);
	await prefetch(
		queryClient.infiniteQuery(rejectsQuery(chosen, fetch)),
		...(chosen.batch ? [queryClient.query(batchQuery(chosen.batch, fetch))] : [])
	);
	return { chosen, ignored };
};
