import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { m } from '#lib/i18n/messages.ts';

/** For those who build pages; whoever runs them finds nothing here. */
export const load = () => {
	if (!dev) error(404, m.error_page_not_found());
};
