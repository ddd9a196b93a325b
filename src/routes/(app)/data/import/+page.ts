import { prefetch } from '#lib/api/prefetch.ts';
import { isBatchId } from '#lib/features/ingest/batch-outcome.ts';
import { importKind } from '#lib/features/ingest/import-file.ts';
import { batchQuery } from '#lib/features/ingest/ingest.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const asked = url.searchParams.get('corrects');
	const corrects = asked !== null && isBatchId(asked) ? asked : undefined;
	if (corrects) await prefetch(queryClient.query(batchQuery(corrects, fetch)));
	return { kind: importKind(url.searchParams.get('kind')) ?? ('transaction' as const), corrects };
};
