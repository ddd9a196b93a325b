import { browser } from '$app/environment';
import { goto } from '$app/navigation';
import { createQueryClient } from '#lib/api/query-client.ts';
import { links } from '#lib/links.ts';
import type { LayoutLoad } from './$types.js';

function newClient() {
	return createQueryClient({
		isBrowser: browser,
		onSignedOut: () => void goto(links.signIn(location.pathname + location.search), { invalidateAll: true })
	});
}

/** One client for the tab; on the server one per request, so that nobody sees what another person asked for. */
let ofThisTab: ReturnType<typeof newClient> | undefined;

export const load: LayoutLoad = ({ data }) => ({
	...data,
	queryClient: browser ? (ofThisTab ??= newClient()) : newClient()
});
