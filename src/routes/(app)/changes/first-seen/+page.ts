import { prefetch } from '#lib/api/prefetch.ts';
import { FIRST_SEEN_KINDS } from '#lib/domain/first-seen.ts';
import { readInstant } from '#lib/domain/fleet-filter.ts';
import { firstSeenQuery } from '#lib/features/overview/overview.queries.ts';
import type { PageLoad } from './$types.js';

const WEEK_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;

/** Without a moment: a week ago, to the minute, so that looking again asks the same question. */
const aWeekAgo = () => new Date(Math.floor((Date.now() - WEEK_MS) / MINUTE_MS) * MINUTE_MS).toISOString();

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const kind = FIRST_SEEN_KINDS.find((each) => each === url.searchParams.get('kind')) ?? null;
	const chosen = { kind, since: readInstant(url.searchParams, 'since') ?? aWeekAgo() };
	await prefetch(queryClient.infiniteQuery(firstSeenQuery(chosen, fetch)));
	return { chosen };
};
