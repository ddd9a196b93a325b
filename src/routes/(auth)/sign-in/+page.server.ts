import { redirect } from '@sveltejs/kit';
import { safeReturnPath } from '#lib/links.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = ({ locals, url }) => {
	const returnTo = safeReturnPath(url.searchParams.get('to'));
	if (locals.person) redirect(303, returnTo);
	return { returnTo };
};
