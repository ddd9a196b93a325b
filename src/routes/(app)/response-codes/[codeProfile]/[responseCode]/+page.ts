import { error } from '@sveltejs/kit';
import { found } from '#lib/api/found.ts';
import { codeOfSegment } from '#lib/domain/code-actions.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { CODE_PROFILES } from '#lib/domain/transactions.ts';
import { codeQuery } from '#lib/features/response-codes/response-codes.queries.ts';
import type { PageLoad } from './$types.js';

/** Most codes are rare: a day of them says little. */
const USUAL_WINDOW = '7d' as const;

export const load: PageLoad = async ({ params, url, parent, fetch }) => {
	const { queryClient } = await parent();
	const codeProfile = CODE_PROFILES.find((profile) => profile === params.codeProfile);
	if (codeProfile === undefined) error(404);
	const code = { codeProfile, responseCode: codeOfSegment(params.responseCode) };
	const { filter, ignored } = readFleetFilter(url.searchParams);
	if (!url.searchParams.has('window')) filter.window = USUAL_WINDOW;
	const { window, from, to } = filter;
	const chosen = { window, ...(from && { from }), ...(to && { to }) };
	await found(queryClient.query(codeQuery(code, chosen, fetch)));
	return { code, filter, ignored, window: chosen, usualWindow: USUAL_WINDOW };
};
