import type { LayoutServerLoad } from './$types.js';

export const load: LayoutServerLoad = ({ locals }) => ({
	preferences: locals.preferences,
	person: locals.person
});
