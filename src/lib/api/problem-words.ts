import { m } from '#lib/i18n/messages.ts';
import { ApiError } from './errors.ts';

const WORDS_BY_CODE: Readonly<Record<string, () => string>> = {
	'request.invalid': m.problem_invalid,
	'request.unauthenticated': m.problem_unauthenticated,
	'request.forbidden': m.problem_forbidden,
	'request.not_found': m.problem_not_found,
	'request.too_busy': m.problem_too_busy,
	'request.too_slow': m.problem_too_slow,
	'window.too_long': m.problem_window_too_long,
	'fees.window_too_long': m.problem_window_too_long
};

/** What an error state says: in words by the code, with what support needs to find it in the log. */
export function problemOf(error: Error): { title: string; code?: string; requestId?: string | undefined } {
	if (!(error instanceof ApiError)) return { title: m.problem_unreachable() };
	const words = WORDS_BY_CODE[error.code] ?? (error.status === 404 ? m.problem_not_found : m.problem_unexpected);
	return { title: words(), code: error.code, requestId: error.requestId };
}
