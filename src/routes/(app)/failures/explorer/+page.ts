import { prefetchIfQuick } from '#lib/api/prefetch.ts';
import { readComparison } from '#lib/domain/comparison.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readGrouping } from '#lib/features/failures/explorer-address.ts';
import { groupsQuery } from '#lib/features/failures/explorer.queries.ts';
import { barBucket } from '#lib/features/failures/failure-course.ts';
import { seriesQuery } from '#lib/features/failures/failures.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const { comparison } = readComparison(url.searchParams);
	const choice = readGrouping(url.searchParams);
	const bucket = barBucket(filter);
	await prefetchIfQuick(
		queryClient.infiniteQuery(groupsQuery(filter, choice, comparison, fetch)),
		queryClient.query(seriesQuery(filter, { bucket, groupBy: 'none' }, fetch))
	);
	return { filter, ignored: ignored.filter((key) => key !== 'sort'), comparison, choice, bucket };
};
