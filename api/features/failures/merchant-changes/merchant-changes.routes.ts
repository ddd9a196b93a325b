import { createRoute } from '@hono/zod-openapi';
import { parseInstant } from '#lib/domain/instants.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf } from '#api/platform/http.ts';
import { json } from '../failures.routes.ts';
import { MERCHANT_CHANGES_FILE } from './merchant-changes.columns.ts';
import { merchantChangesQuery, merchantChangesSchema } from './merchant-changes.schemas.ts';
import {
	changedMerchants,
	changesPage,
	countKind,
	halvesAround,
	type ChangedMerchant
} from './merchant-changes.usecases.ts';

const changes = createRoute({
	method: 'get',
	path: '/failures/merchants/changes',
	tags: ['failures'],
	summary: 'Merchants that got worse or recovered since a moment',
	description:
		'The terminal technical rate since the moment against that of the seven days of the fleet before its day and of the day up to it. Listed is who differs by Fisher’s exact test, at a false discovery rate of 5 % over all that are compared (Benjamini and Hochberg), and whose 95 % interval of the difference (Newcombe) does not hold 0.',
	middleware: [needs('read')] as const,
	request: { query: merchantChangesQuery },
	responses: json(merchantChangesSchema, 'The surest first')
});

export function merchantChangesRoutes({
	db,
	clock,
	timeZone,
	exports
}: Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>) {
	return apiRouter().openapi(changes, async (c) => {
		const { since, format, limit, cursor, ...question } = c.req.valid('query');
		const { scope } = principalOf(c, 'read');
		const halves = halvesAround(parseInstant(since) as number, clock.now().getTime(), timeZone);
		const read = async (trx: ReadDb) => changedMerchants(trx, scope, halves, timeZone);
		if (format) {
			let changed: ChangedMerchant[] | undefined;
			return exports.send(c, format, MERCHANT_CHANGES_FILE, {
				page: async (trx, rowsMax, after) => {
					changed ??= (await read(trx)).changed;
					return changesPage(trx, scope, changed, { ...question, limit: rowsMax, cursor: after });
				}
			});
		}
		const answer = await readBounded(db, async (trx) => {
			const { changed, compared } = await read(trx);
			const counts = { worse: countKind(changed, 'worse'), recovered: countKind(changed, 'recovered') };
			return { ...(await changesPage(trx, scope, changed, { ...question, limit, cursor })), counts, compared };
		});
		const at = (ms: number) => new Date(ms).toISOString();
		const { before, now } = halves;
		return c.json({ ...answer, from: at(before.fromMs), since: at(now.fromMs), to: at(now.toMs), timeZone }, 200);
	});
}
