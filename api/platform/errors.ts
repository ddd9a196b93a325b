// Every refusal the API can give, as RFC 9457 problem+json. The code is part of the API and is never renamed.
import { maskCardNumbers } from '#lib/domain/card-numbers.ts';

export type Issue = { path: string; code: string; message: string };

export class AppError extends Error {
	readonly code: string;
	readonly status: number;
	readonly title: string;
	readonly issues: readonly Issue[];
	/** Further members of the problem document, such as the counts of a broken-off batch. */
	readonly extra: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		definition: { code: string; status: number; title: string },
		detail: string,
		more: {
			issues?: readonly Issue[];
			extra?: Record<string, unknown>;
			headers?: Record<string, string>;
			cause?: unknown;
		} = {}
	) {
		super(detail, { cause: more.cause });
		this.name = 'AppError';
		this.code = definition.code;
		this.status = definition.status;
		this.title = definition.title;
		this.issues = more.issues ?? [];
		this.extra = more.extra ?? {};
		this.headers = more.headers ?? {};
	}
}

/** One factory per refusal: `const merchantUnknown = defineError('merchant.not_found', 404, 'No such merchant')`. */
export function defineError(code: string, status: number, title: string) {
	return (detail: string = title, more: ConstructorParameters<typeof AppError>[2] = {}) =>
		new AppError({ code, status, title }, detail, more);
}

export const requestInvalid = defineError('request.invalid', 400, 'The request is not valid');
export const notSignedIn = defineError('request.unauthenticated', 401, 'Sign in, or send an API key');
export const notAllowed = defineError('request.forbidden', 403, 'These credentials may not do this');
export const notFound = defineError('request.not_found', 404, 'There is nothing here');
export const methodNotAllowed = defineError(
	'request.method_not_allowed',
	405,
	'This address does not take that method'
);
export const tooBusy = defineError('request.too_busy', 503, 'Too much at once: try again in a moment');
export const tooSlow = defineError(
	'request.too_slow',
	503,
	'The answer took too long: narrow the window or the filters'
);

export type Problem = {
	type: string;
	title: string;
	status: number;
	detail: string;
	code: string;
	requestId: string;
	issues: readonly Issue[];
};

/** The body for a known refusal, and for anything else a 500 that tells nothing but the request id. */
export function toProblem(error: unknown, requestId: string): Problem & Record<string, unknown> {
	if (!(error instanceof AppError)) {
		return {
			type: 'about:blank',
			title: 'Something went wrong on our side',
			status: 500,
			detail: 'Quote the request id when you report this.',
			code: 'server.unexpected',
			requestId,
			issues: []
		};
	}
	return {
		...error.extra,
		type: `urn:tillwatch:problem:${error.code}`,
		title: error.title,
		status: error.status,
		detail: maskCardNumbers(error.message),
		code: error.code,
		requestId,
		issues: error.issues.map((issue) => ({ ...issue, message: maskCardNumbers(issue.message) }))
	};
}
