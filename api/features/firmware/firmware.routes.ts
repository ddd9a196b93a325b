import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import { OUTDATED_FILE, ROLLOUTS_FILE, VERSIONS_FILE } from './firmware.columns.ts';
import {
	outdatedListSchema,
	outdatedQuery,
	rolloutsQuery,
	rolloutsSchema,
	versionsQuery,
	versionsSchema
} from './firmware.schemas.ts';
import { outdatedTerminals, versionMatrix, versionsPage, type VersionMatrix } from './firmware-versions.usecases.ts';
import { rolloutList, rolloutsPage, type ListedRollout } from './rollout-list.usecases.ts';

const versions = createRoute({
	method: 'get',
	path: '/firmware/versions',
	tags: ['firmware'],
	summary:
		'Every version of every model: how many terminals run it, whether it is as it should be, and how payments go on it',
	description:
		'Versions are ordered by the rank of the catalogue, else by their shape within one line of their vendor; where neither tells, the answer is `not_comparable`. Rates count transactions made while terminals ran the version, of whole closed days.',
	middleware: [needs('read')] as const,
	request: { query: versionsQuery },
	responses: {
		...refusals,
		200: { description: 'By model', content: { 'application/json': { schema: versionsSchema } } }
	}
});

const terminals = createRoute({
	method: 'get',
	path: '/firmware/terminals',
	tags: ['firmware'],
	summary: 'Terminals whose firmware somebody has to see to, and by how much they are behind',
	middleware: [needs('read')] as const,
	request: { query: outdatedQuery },
	responses: {
		...refusals,
		200: { description: 'By terminal', content: { 'application/json': { schema: outdatedListSchema } } }
	}
});

const rollouts = createRoute({
	method: 'get',
	path: '/firmware/rollouts',
	tags: ['firmware'],
	summary: 'What updates of firmware did to payments',
	description:
		'A roll-out is a version that several terminals of a model changed to. The terminals updated on one day are compared with those of the model that kept waiting, in the same hours and with cards of the same issuers, two weeks before and up to two weeks after: difference in differences, weighed as Mantel and Haenszel do, with an interval by a jackknife over terminals. Judged again when days close; whoever sees one acquirer gets the verdict by its terminals alone.',
	middleware: [needs('read')] as const,
	request: { query: rolloutsQuery },
	responses: {
		...refusals,
		200: { description: 'The newest first', content: { 'application/json': { schema: rolloutsSchema } } }
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function firmwareRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(versions, async (c) => {
			const { format, limit, cursor, ...question } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			if (format) {
				let worked: Promise<VersionMatrix> | undefined;
				return exports.send(c, format, VERSIONS_FILE, {
					page: async (trx, rowsMax, after) => {
						const { items } = await (worked ??= versionMatrix(trx, scope, question, clock.now()));
						return versionsPage(items, { sort: question.sort, limit: rowsMax, cursor: after });
					}
				});
			}
			const { items, ...rest } = await readBounded(db, async (trx) => versionMatrix(trx, scope, question, clock.now()));
			return c.json({ ...versionsPage(items, { sort: question.sort, limit, cursor }), ...rest, timeZone }, 200);
		})
		.openapi(terminals, async (c) => {
			const { format, limit, cursor, ...question } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			if (format)
				return exports.send(c, format, OUTDATED_FILE, {
					page: async (trx, rowsMax, after) =>
						outdatedTerminals(trx, scope, question, { limit: rowsMax, cursor: after }, clock.now())
				});
			const page = { limit, cursor };
			return c.json(
				await readBounded(db, async (trx) => outdatedTerminals(trx, scope, question, page, clock.now())),
				200
			);
		})
		.openapi(rollouts, async (c) => {
			const { format, limit, cursor, ...question } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			if (format) {
				let worked: Promise<ListedRollout[]> | undefined;
				return exports.send(c, format, ROLLOUTS_FILE, {
					page: async (trx, rowsMax, after) => {
						const found = await (worked ??= rolloutList(trx, scope, question));
						return rolloutsPage(found, { sort: question.sort, limit: rowsMax, cursor: after });
					}
				});
			}
			const found = await readBounded(db, async (trx) => rolloutList(trx, scope, question));
			return c.json({ ...rolloutsPage(found, { sort: question.sort, limit, cursor }), timeZone }, 200);
		});
}
