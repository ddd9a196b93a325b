import { z } from 'zod';

const problemSchema = z.object({
	code: z.string(),
	title: z.string(),
	detail: z.string(),
	requestId: z.string(),
	issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).default([])
});

export type Problem = z.output<typeof problemSchema>;

/** A refusal of the API. Pages decide by `code`, never by the text; the request id finds the rest in the log. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string;
	readonly requestId: string | undefined;
	readonly detail: string;
	readonly issues: Problem['issues'];

	constructor(status: number, problem: Partial<Problem>) {
		super(problem.title ?? `HTTP ${status}`);
		this.name = 'ApiError';
		this.status = status;
		this.code = problem.code ?? `http.${status}`;
		this.requestId = problem.requestId;
		this.detail = problem.detail ?? '';
		this.issues = problem.issues ?? [];
	}
}

/** Reads a problem document. A proxy in between may answer with anything, so a body that is none still becomes an error. */
export async function readProblem(answer: {
	status: number;
	headers: Headers;
	json(): Promise<unknown>;
}): Promise<ApiError> {
	const body: unknown = await answer.json().catch(() => null);
	const problem = problemSchema.safeParse(body);
	if (problem.success) return new ApiError(answer.status, problem.data);
	const requestId = answer.headers.get('x-request-id');
	return new ApiError(answer.status, requestId === null ? {} : { requestId });
}

/** True when trying again may help: the network, or the server for the moment. */
export function isPassing(error: unknown): boolean {
	return !(error instanceof ApiError) || error.status >= 500 || error.status === 429;
}
