import { prefetch } from '#lib/api/prefetch.ts';
import { COVERAGE_FINDINGS, type CoverageFinding } from '#lib/domain/coverage.ts';
import { coveragePlacesQuery, coverageQuery, type Coverage } from '#lib/features/ingest/coverage.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const asked = COVERAGE_FINDINGS.find((each) => each === url.searchParams.get('finding'));
	const figures = queryClient.query(coverageQuery(fetch));
	const finding = asked ?? (await firstFound(figures));
	await prefetch(figures, queryClient.infiniteQuery(coveragePlacesQuery(finding, fetch)));
	return { finding };
};

/** Who asks for no finding sees the first one that has something in it. */
async function firstFound(figures: Promise<Coverage>): Promise<CoverageFinding> {
	let found: CoverageFinding | undefined;
	await prefetch(
		figures.then(({ findings }) => {
			found = findings.find(({ count }) => count > 0)?.finding;
		})
	);
	return found ?? COVERAGE_FINDINGS[0];
}
