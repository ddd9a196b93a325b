import { prefetch } from '#lib/api/prefetch.ts';
import { readInstant } from '#lib/domain/fleet-filter.ts';
import { RATE_CHANGE_KINDS } from '#lib/domain/rate-change.ts';
import { merchantChangesQuery, merchantChangeSort } from '#lib/features/overview/overview.queries.ts';
import type { PageLoad } from './$types.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Without a moment: a day ago, to the minute, so that looking again asks the same question. */
const aDayAgo = () => new Date(Math.floor((Date.now() - DAY_MS) / MINUTE_MS) * MINUTE_MS).toISOString();

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const kind = RATE_CHANGE_KINDS.find((each) => each === url.searchParams.get('kind')) ?? null;
	const since = readInstant(url.searchParams, 'since') ?? aDayAgo();
	const chosen = { kind, since, sort: merchantChangeSort(url.searchParams.get('sort')) };
	await prefetch(queryClient.infiniteQuery(merchantChangesQuery(chosen, fetch)));
	return { chosen };
};
