import { prefetch } from '#lib/api/prefetch.ts';
import { parseInstant } from '#lib/domain/instants.ts';
import { STATE_CHANGE_KINDS } from '#lib/domain/state-changes.ts';
import { stateChangesQuery } from '#lib/features/overview/overview.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const kind = STATE_CHANGE_KINDS.find((each) => each === url.searchParams.get('kind')) ?? null;
	const asked = url.searchParams.get('since');
	const since = asked !== null && typeof parseInstant(asked) === 'number' ? asked : null;
	const chosen = { kind, since };
	await prefetch(queryClient.infiniteQuery(stateChangesQuery(chosen, fetch)));
	return { chosen };
};
