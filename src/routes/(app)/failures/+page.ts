import { redirect } from '@sveltejs/kit';
import { links } from '#lib/links.ts';

export const load = () => redirect(307, links.failures());
