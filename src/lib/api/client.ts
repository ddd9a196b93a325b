// The only place of the pages that names the API, and by its types only.
import { hc } from 'hono/client';
import type { AppType } from '#api/app.ts';
import { readProblem } from './errors.ts';

/** In a `load` function SvelteKit's fetch, which stays in process on the server; in the browser the browser's. */
export type Fetch = typeof fetch;

export function apiClient(fetcher?: Fetch) {
	return hc<AppType>('/', fetcher ? { fetch: fetcher } : {}).api.v1;
}

export type ApiClient = ReturnType<typeof apiClient>;

type AnyAnswer = { ok: boolean; status: number; headers: Headers; json(): Promise<unknown> };
type Good<A extends AnyAnswer> = Extract<A, { status: 200 }>;
type Body<A extends AnyAnswer> = Awaited<ReturnType<Good<A>['json']>>;

function isGood<A extends AnyAnswer>(answer: A): answer is Good<A> {
	return answer.ok;
}

/** The body of a good answer, typed by its route; any other answer is thrown as the ApiError that its problem document tells. */
export async function bodyOf<A extends AnyAnswer>(request: Promise<A>): Promise<Body<A>> {
	const answer = await request;
	if (!isGood(answer)) throw await readProblem(answer);
	// What json() of the route's 200 answer gives is Body<A> by definition; the compiler cannot see through Awaited.
	return (await answer.json()) as Body<A>;
}

/** The body that a route answers with when all is well. */
export type AnswerOf<Call extends (...args: never[]) => Promise<AnyAnswer>> = Body<Awaited<ReturnType<Call>>>;
