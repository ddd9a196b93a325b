import { error } from '@sveltejs/kit';
import { ApiError } from './errors.ts';

/** For the one thing a page is about: when it does not exist, neither does the page. Other failures are shown on it. */
export async function found(query: Promise<unknown>): Promise<void> {
	try {
		await query;
	} catch (failure) {
		if (failure instanceof ApiError && failure.status === 404) error(404, failure.message);
	}
}
