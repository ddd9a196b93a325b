// The frame of every route: typed variables, one way to report bad input, one way to say what a route may answer.
import { createHash } from 'node:crypto';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { requestInvalid, type Issue } from './errors.ts';
import { requirePerson, requireRight, type Person, type Principal, type Right } from './principal.ts';

export type ApiEnv = {
	Variables: {
		requestId: string;
		/** Null until a route has asked for a right. */
		principal: Principal | null;
	};
};

type ZodIssueLike = { path: PropertyKey[]; code?: string; message: string };

export function issuesOf(error: { issues: readonly ZodIssueLike[] }): Issue[] {
	return error.issues.map((issue) => ({
		path: issue.path.map(String).join('.'),
		code: issue.code ?? 'invalid',
		message: issue.message
	}));
}

/** A router whose validation failures are problem documents that list every issue. */
export function apiRouter(): OpenAPIHono<ApiEnv> {
	return new OpenAPIHono<ApiEnv>({
		defaultHook: (result) => {
			if (result.success) return;
			const issues = issuesOf(result.error);
			throw requestInvalid(issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '), { issues });
		}
	});
}

/** Middleware of a route: nobody gets past it without the right. */
export function needs(right: Right): MiddlewareHandler<ApiEnv> {
	return async (c, next) => {
		requireRight(c.get('principal'), right);
		await next();
	};
}

/** Middleware of a route for people: a key does not get past it, whatever it may do otherwise. */
export function needsPerson(right: Right): MiddlewareHandler<ApiEnv> {
	return async (c, next) => {
		requireRight(c.get('principal'), right);
		requirePerson(c.get('principal'));
		await next();
	};
}

export function personOf(c: Context<ApiEnv>): Person {
	return requirePerson(c.get('principal'));
}

/** The principal of a route; asking for the right again costs nothing and survives a forgotten `needs`. */
export function principalOf(c: Context<ApiEnv>, right: Right): Principal {
	return requireRight(c.get('principal'), right);
}

export const problemSchema = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.number().int(),
		detail: z.string(),
		code: z.string().openapi({ description: 'noun.reason; never renamed' }),
		requestId: z.string(),
		issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
	})
	.openapi('Problem');

const problem = (description: string) => ({
	description,
	content: { 'application/problem+json': { schema: problemSchema } }
});

/** The refusals that any guarded route may give, for its OpenAPI entry. */
export const refusals = {
	400: problem('The request is not valid; `issues` lists every fault'),
	401: problem('No credentials'),
	403: problem('The credentials may not do this')
};
export const refusalsWithNotFound = {
	...refusals,
	404: problem('No such thing, or not in reach of these credentials')
};

export const instant = z.iso.datetime({ offset: true }).openapi({ description: 'RFC 3339 with offset' });

/** A weak ETag of the answer; a matching If-None-Match turns it into 304. */
export function withEtag(): MiddlewareHandler<ApiEnv> {
	return async (c, next) => {
		await next();
		const type = c.res.headers.get('content-type') ?? '';
		if (c.req.method !== 'GET' || c.res.status !== 200 || !type.startsWith('application/json')) return;
		const body = await c.res.arrayBuffer();
		const etag = `W/"${createHash('sha256').update(new Uint8Array(body)).digest('base64url').slice(0, 22)}"`;
		const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim());
		const headers = new Headers(c.res.headers);
		headers.set('etag', etag);
		headers.set('content-length', String(body.byteLength));
		headers.set('cache-control', 'private, no-cache');
		const same = known.includes(etag) || known.includes('*');
		if (same) for (const name of ['content-type', 'content-length']) headers.delete(name);
		c.res = undefined;
		c.res = same ? new Response(null, { status: 304, headers }) : new Response(body, { status: 200, headers });
	};
}
