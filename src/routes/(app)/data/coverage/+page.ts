import { prefetch } from '#lib/api/prefetch.ts';
import { COVERAGE_FINDINGS } from '#lib/domain/coverage.ts';
import { coveragePlacesQuery, coverageQuery } from '#lib/features/ingest/coverage.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const asked = url.searchParams.get('finding');
	const finding = COVERAGE_FINDINGS.find((each) => each === asked) ?? COVERAGE_FINDINGS[0];
	await prefetch(
		queryClient.query(coverageQuery(fetch)),
		queryClient.infiniteQuery(coveragePlacesQuery(finding, fetch))
	);
	return { finding };
};
