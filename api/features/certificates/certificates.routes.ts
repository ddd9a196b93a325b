import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { CALENDAR_FILE, CERTIFICATES_FILE, CLIFFS_FILE, HOLDERS_FILE } from './certificates.columns.ts';
import { certificateNotFound } from './certificates.errors.ts';
import {
	calendarQuery,
	calendarSchema,
	certificateDetailSchema,
	certificateListQuery,
	certificateListSchema,
	certificatePath,
	cliffListSchema,
	cliffQuery,
	holderListSchema,
	holderQuery
} from './certificates.schemas.ts';
import {
	certificateCalendar,
	certificateCliffs,
	certificateDetail,
	certificatePage,
	filterOf,
	holderPage
} from './certificates.usecases.ts';

const list = createRoute({
	method: 'get',
	path: '/certificates',
	tags: ['certificates'],
	summary: 'Certificates of the fleet by what their dates mean',
	description: 'Judged in event time: at the newest data, or at `asOf`.',
	middleware: [needs('read')] as const,
	request: { query: certificateListQuery },
	responses: {
		...refusals,
		200: { description: 'What ends first, first', content: { 'application/json': { schema: certificateListSchema } } }
	}
});

const calendar = createRoute({
	method: 'get',
	path: '/certificates/calendar',
	tags: ['certificates'],
	summary: 'How many certificates end on which day',
	middleware: [needs('read')] as const,
	request: { query: calendarQuery },
	responses: {
		...refusals,
		200: { description: 'Days of the fleet', content: { 'application/json': { schema: calendarSchema } } }
	}
});

const cliffs = createRoute({
	method: 'get',
	path: '/certificates/cliffs',
	tags: ['certificates'],
	summary: 'Issuers and days on which so many end that it is one incident',
	description:
		'At least 100 terminals, or a twentieth of the terminals in use; one line a day and issuer, never one a terminal.',
	middleware: [needs('read')] as const,
	request: { query: cliffQuery },
	responses: {
		...refusals,
		200: { description: 'The next first', content: { 'application/json': { schema: cliffListSchema } } }
	}
});

const detail = createRoute({
	method: 'get',
	path: '/certificates/{fingerprint}',
	tags: ['certificates'],
	summary: 'One certificate, who has it and who issued it',
	middleware: [needs('read')] as const,
	request: { params: certificatePath },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The certificate', content: { 'application/json': { schema: certificateDetailSchema } } }
	}
});

const holders = createRoute({
	method: 'get',
	path: '/certificates/{fingerprint}/holders',
	tags: ['certificates'],
	summary: 'Who has a certificate or had it',
	middleware: [needs('read')] as const,
	request: { params: certificatePath, query: holderQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'By identifier', content: { 'application/json': { schema: holderListSchema } } }
	}
});

export function certificatesRoutes({
	db,
	clock,
	timeZone,
	exports
}: Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>) {
	const asking = (asOf: string | undefined) => ({ now: clock.now(), timeZone, asOf });
	return apiRouter()
		.openapi(list, async (c) => {
			const { format, limit, cursor, asOf, ...query } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const page = async (trx: ReadDb, rows: number, after: string | undefined) =>
				certificatePage(trx, scope, query, { limit: rows, cursor: after }, asking(asOf));
			if (format) return exports.send(c, format, CERTIFICATES_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		})
		.openapi(calendar, async (c) => {
			const { format, asOf, from, to, ...query } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const read = async (trx: ReadDb) =>
				certificateCalendar(trx, scope, { ...filterOf(query), from, to }, asking(asOf));
			if (format) return exports.send(c, format, CALENDAR_FILE, { page: async (trx) => wholeList(await read(trx)) });
			return c.json(await readBounded(db, read), 200);
		})
		.openapi(cliffs, async (c) => {
			const { format, asOf, limit, cursor, all, ...query } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const page = async (trx: ReadDb, rows: number, after: string | undefined) =>
				certificateCliffs(trx, scope, { ...filterOf(query), all }, { limit: rows, cursor: after }, asking(asOf));
			if (format) return exports.send(c, format, CLIFFS_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		})
		.openapi(detail, async (c) => {
			const { fingerprint } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const found = await readBounded(db, async (trx) => certificateDetail(trx, scope, fingerprint, asking(undefined)));
			if (found === null) throw certificateNotFound(`No certificate in reach has the fingerprint ${fingerprint}`);
			return c.json(found, 200);
		})
		.openapi(holders, async (c) => {
			const { fingerprint } = c.req.valid('param');
			const { format, limit, cursor } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const page = async (trx: ReadDb, rows: number, after: string | undefined) => {
				const list = await holderPage(trx, scope, fingerprint, { limit: rows, cursor: after });
				// Whoever sees none of its holders does not see the certificate either.
				if (list.total === 0) throw certificateNotFound(`No certificate in reach has the fingerprint ${fingerprint}`);
				return list;
			};
			if (format) return exports.send(c, format, HOLDERS_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		});
}
