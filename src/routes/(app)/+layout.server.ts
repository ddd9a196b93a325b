import { redirect } from '@sveltejs/kit';
import { links } from '#lib/links.ts';
import type { LayoutServerLoad } from './$types.js';

export const load: LayoutServerLoad = ({ locals, url, untrack }) => {
	// Untracked: asking who is signed in again on every click would cost a request each.
	if (!locals.person) redirect(303, links.signIn(untrack(() => url.pathname + url.search)));
	return { person: locals.person };
};
