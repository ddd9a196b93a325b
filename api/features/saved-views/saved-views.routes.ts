import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import {
	apiRouter,
	needs,
	needsPerson,
	personOf,
	principalOf,
	refusals,
	refusalsWithNotFound,
	type ApiEnv
} from '#api/platform/http.ts';
import { listViews } from './saved-views.repo.ts';
import { newView, viewChange, viewParams, viewsAnswer, viewsQuery } from './saved-views.schemas.ts';
import { changeView, removeView, saveView, type Changing } from './saved-views.usecases.ts';

const jsonBody = <Schema>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });

export function savedViewsRoutes({ db, clock }: { db: Db; clock: Clock }) {
	const by = (c: Context<ApiEnv>): Changing => ({ db, clock, person: personOf(c), requestId: c.get('requestId') });
	/** Every change answers with the list as it is now, which is what the page shows next. */
	const viewsFor = async (userId: string, page?: string) => ({
		items: (await listViews(db, userId, page)).map((row) => ({
			viewId: row.saved_view_id,
			page: row.page,
			name: row.name,
			query: row.query,
			isShared: row.is_shared,
			isOwn: row.user_id === userId,
			ownerName: row.owner_name || row.owner_email,
			changedAt: row.changed_at.toISOString()
		}))
	});
	const answer = { description: 'The views, by name', content: { 'application/json': { schema: viewsAnswer } } };
	return apiRouter()
		.openapi(
			createRoute({
				method: 'get',
				path: '/views',
				tags: ['Saved views'],
				summary: 'The views that the asking person saved, and those that others share; a key has none',
				middleware: [needs('read')] as const,
				request: { query: viewsQuery },
				responses: { 200: answer, ...refusals }
			}),
			async (c) => {
				const principal = principalOf(c, 'read');
				if (principal.kind !== 'person') return c.json({ items: [] }, 200);
				return c.json(await viewsFor(principal.userId, c.req.valid('query').page), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'post',
				path: '/views',
				tags: ['Saved views'],
				summary: 'Save what a page shows under a name',
				middleware: [needsPerson('read')] as const,
				request: { body: jsonBody(newView) },
				responses: { 200: answer, ...refusals }
			}),
			async (c) => {
				await saveView(by(c), c.req.valid('json'));
				return c.json(await viewsFor(personOf(c).userId, c.req.valid('json').page), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'patch',
				path: '/views/{viewId}',
				tags: ['Saved views'],
				summary: 'Rename an own view, share it, or let it show something else',
				middleware: [needsPerson('read')] as const,
				request: { params: viewParams, body: jsonBody(viewChange) },
				responses: { 200: answer, ...refusalsWithNotFound }
			}),
			async (c) => {
				await changeView(by(c), c.req.valid('param').viewId, c.req.valid('json'));
				return c.json(await viewsFor(personOf(c).userId), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'delete',
				path: '/views/{viewId}',
				tags: ['Saved views'],
				summary: 'Delete an own view',
				middleware: [needsPerson('read')] as const,
				request: { params: viewParams },
				responses: { 200: answer, ...refusalsWithNotFound }
			}),
			async (c) => {
				await removeView(by(c), c.req.valid('param').viewId);
				return c.json(await viewsFor(personOf(c).userId), 200);
			}
		);
}
