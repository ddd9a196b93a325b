import { browser } from '$app/environment';
import { createQueryClient } from '#lib/api/query-client.ts';
import { links } from '#lib/links.ts';
import type { LayoutLoad } from './$types.js';

function newClient() {
	return createQueryClient({
		isBrowser: browser,
		onSignedOut: () => location.assign(links.signIn(location.pathname + location.search))
	});
}

/** One client for the tab; on the server one per request, so that nobody sees what another person asked for. */
let ofThisTab: ReturnType<typeof newClient> | undefined;

export const load: LayoutLoad = ({ data }) => ({
	...data,
	queryClient: browser ? (ofThisTab ??= newClient()) : newClient()
});
