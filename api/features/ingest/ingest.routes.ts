import { createRoute, type z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { parseInstant } from '#lib/domain/instants.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { rowChunks } from '#api/platform/db/row-chunks.ts';
import { apiRouter, needs, principalOf, problemSchema, refusals, type ApiEnv } from '#api/platform/http.ts';
import { wholeList, type Exports } from '#api/platform/export/exports.ts';
import type { Scope } from '#api/platform/scope.ts';
import { batchItem, freshnessItem, rejectItem, unmappedCodeItem } from './ingest-item.ts';
import type { Intake } from './intake.ts';
import { BATCHES_FILE, FRESHNESS_FILE, REJECTS_FILE, UNMAPPED_CODES_FILE } from './ingest.columns.ts';
import {
	batchesQuery,
	batchPage,
	certificatesQuery,
	freshnessAnswer,
	freshnessQuery,
	ingestAnswer,
	ingestQuery,
	rejectPage,
	rejectsQuery,
	unmappedCodePage,
	unmappedCodesQuery
} from './ingest.schemas.ts';
import { listBatches, listFreshness, listRejects, listUnmappedCodes, rejectsInOrder } from './ingest.repo.ts';
import { noSuchBatch } from './reading/ingest.errors.ts';
import { recordSpecs, type RecordKind } from './records/record-specs.ts';

/** Where each kind of record is sent. */
const ENTRIES = {
	transaction: {
		method: 'post',
		path: '/ingest/transactions',
		what: 'transactions',
		more:
			'An id counts once per acquirer: sent again with the same content it is a duplicate, with other content it is refused as ' +
			'`id.conflict`. Small bodies are compared with everything that was ever sent, large ones with the days around their own.'
	},
	heartbeat: { method: 'post', path: '/ingest/heartbeats', what: 'heartbeats', more: '' },
	merchant: { method: 'put', path: '/merchants', what: 'merchants', more: '' },
	terminal: { method: 'put', path: '/terminals', what: 'terminals', more: '' },
	feeAgreement: { method: 'put', path: '/fee-agreements', what: 'fee agreements', more: '' },
	certificate: {
		method: 'put',
		path: '/certificates',
		what: 'certificates',
		more:
			'Also the certificates themselves: PEM with any number (`application/x-pem-file`, streamed), one file in DER, PEM or PKCS#7 ' +
			'(`application/pkix-cert`), or a ZIP of such files (`application/zip`, 16 MiB); their lines are then positions in the file.'
	},
	firmwareRelease: { method: 'put', path: '/firmware-releases', what: 'firmware releases', more: '' },
	firmwareCampaign: {
		method: 'put',
		path: '/firmware-campaigns',
		what: 'campaigns of updates',
		more: 'One record for each terminal of a campaign, as the tools of vendors export them.'
	},
	expiry: {
		method: 'put',
		path: '/expiries',
		what: 'approvals of models and SIM plans',
		more: 'A date that changes is to be verified anew, unless the record says on which day it was.'
	},
	notice: { method: 'put', path: '/notices', what: 'notices of banks, hosts and carriers', more: '' }
} as const satisfies Record<RecordKind, { method: 'post' | 'put'; path: string; what: string; more: string }>;

const refusal = (description: string) => ({
	description,
	content: { 'application/problem+json': { schema: problemSchema } }
});

function entryRoute<K extends RecordKind, Query extends z.ZodObject>(kind: K, query: Query) {
	const { method, path, what, more } = ENTRIES[kind];
	const { jsonSchema, allowsCertificates } = recordSpecs[kind];
	const record = { schema: jsonSchema as object };
	return createRoute({
		method: method as (typeof ENTRIES)[K]['method'],
		path: path as (typeof ENTRIES)[K]['path'],
		tags: ['Coming in'],
		summary: `Send ${what}`,
		description:
			'NDJSON, a JSON array or CSV (header row, snake_case or camelCase), plain or gzip, streamed. Good records of a mixed body are ' +
			'kept, bad ones are set aside and answered with line, field and code. 2xx means durable. ' +
			more,
		security: [{ apiKey: [] }, { session: [] }],
		middleware: [needs('ingest')] as const,
		request: { query },
		'x-record': record.schema,
		responses: {
			200: { description: 'What became of each record', content: { 'application/json': { schema: ingestAnswer } } },
			...refusals,
			413: refusal('More than a dry run can take'),
			415: refusal(`Not NDJSON, JSON or CSV${allowsCertificates ? ' or a file of certificates' : ''}`),
			422: refusal('Too many refused records: the body was broken off'),
			503: refusal('Too many bodies at once')
		}
	});
}

type IngestQuery = z.output<typeof ingestQuery> & Omit<Partial<z.output<typeof certificatesQuery>>, 'dryRun'>;

export type IngestRouteDeps = { db: ReadDb; intake: Intake; exports: Exports };

export function ingestRoutes({ db, intake, exports }: IngestRouteDeps) {
	const take = async (c: Context<ApiEnv>, kind: RecordKind, { dryRun, corrects, ...owner }: IngestQuery) => {
		const principal = principalOf(c, 'ingest');
		if (corrects !== undefined) await requireCorrectable(db, principal.scope, kind, corrects);
		return intake.take(
			kind,
			principal,
			{
				body: c.req.raw.body ?? emptyBody(),
				contentType: c.req.header('content-type') ?? null,
				contentEncoding: c.req.header('content-encoding') ?? null,
				pemDefaults: owner
			},
			{ dryRun, correctsBatchId: corrects ?? null }
		);
	};
	return apiRouter()
		.openapi(entryRoute('transaction', ingestQuery), async (c) =>
			c.json(await take(c, 'transaction', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('heartbeat', ingestQuery), async (c) =>
			c.json(await take(c, 'heartbeat', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('merchant', ingestQuery), async (c) =>
			c.json(await take(c, 'merchant', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('terminal', ingestQuery), async (c) =>
			c.json(await take(c, 'terminal', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('feeAgreement', ingestQuery), async (c) =>
			c.json(await take(c, 'feeAgreement', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('certificate', certificatesQuery), async (c) =>
			c.json(await take(c, 'certificate', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('firmwareRelease', ingestQuery), async (c) =>
			c.json(await take(c, 'firmwareRelease', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('firmwareCampaign', ingestQuery), async (c) =>
			c.json(await take(c, 'firmwareCampaign', c.req.valid('query')), 200)
		)
		.openapi(entryRoute('expiry', ingestQuery), async (c) => c.json(await take(c, 'expiry', c.req.valid('query')), 200))
		.openapi(entryRoute('notice', ingestQuery), async (c) => c.json(await take(c, 'notice', c.req.valid('query')), 200))
		.openapi(
			createRoute({
				method: 'get',
				path: '/ingest/batches',
				tags: ['Data sources'],
				summary: 'Bodies that came in, newest first',
				middleware: [needs('read')] as const,
				request: { query: batchesQuery },
				responses: {
					200: { description: 'A page', content: { 'application/json': { schema: batchPage } } },
					...refusals
				}
			}),
			async (c) => {
				const { format, ...query } = c.req.valid('query');
				const { scope } = principalOf(c, 'read');
				const pageAfter = async (trx: ReadDb, limit: number, cursor: string | undefined) => {
					const page = await listBatches(trx, scope, { ...query, limit, cursor });
					return { ...page, items: page.items.map(batchItem) };
				};
				if (format) return exports.send(c, format, BATCHES_FILE, { page: pageAfter });
				return c.json(await pageAfter(db, query.limit, query.cursor), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'get',
				path: '/ingest/rejects',
				tags: ['Data sources'],
				summary: 'Records that were refused, to be corrected and sent again',
				middleware: [needs('read')] as const,
				request: { query: rejectsQuery },
				responses: {
					200: { description: 'A page', content: { 'application/json': { schema: rejectPage } } },
					...refusals
				}
			}),
			async (c) => {
				const { format, ...query } = c.req.valid('query');
				const { scope } = principalOf(c, 'read');
				const pageAfter = async (trx: ReadDb, limit: number, cursor: string | undefined) => {
					const page = await listRejects(trx, scope, { ...query, limit, cursor });
					return { ...page, items: page.items.map(rejectItem) };
				};
				const rows = (trx: ReadDb) =>
					rowChunks(trx, rejectsInOrder(trx, scope, { ...query, limit: null, cursor: undefined }), rejectItem);
				if (format) return exports.send(c, format, REJECTS_FILE, { page: pageAfter, rows });
				return c.json(await pageAfter(db, query.limit, query.cursor), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'get',
				path: '/ingest/unmapped-codes',
				tags: ['Data sources'],
				summary: 'Response codes that no rule knows, the most frequent first',
				middleware: [needs('read')] as const,
				request: { query: unmappedCodesQuery },
				responses: {
					200: { description: 'A page', content: { 'application/json': { schema: unmappedCodePage } } },
					...refusals
				}
			}),
			async (c) => {
				const { format, firstSeenFrom: from, ...query } = c.req.valid('query');
				const { scope } = principalOf(c, 'read');
				const firstSeenFrom = from === undefined ? undefined : new Date(parseInstant(from));
				const pageAfter = async (trx: ReadDb, limit: number, cursor: string | undefined) => {
					const page = await listUnmappedCodes(trx, scope, { firstSeenFrom, limit, cursor });
					return { ...page, items: page.items.map(unmappedCodeItem) };
				};
				if (format) return exports.send(c, format, UNMAPPED_CODES_FILE, { page: pageAfter });
				return c.json(await pageAfter(db, query.limit, query.cursor), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'get',
				path: '/ingest/freshness',
				tags: ['Data sources'],
				summary: 'How fresh the data of each sender is, the stalest first',
				middleware: [needs('read')] as const,
				request: { query: freshnessQuery },
				responses: {
					200: { description: 'All senders', content: { 'application/json': { schema: freshnessAnswer } } },
					...refusals
				}
			}),
			async (c) => {
				const { format } = c.req.valid('query');
				const { scope } = principalOf(c, 'read');
				const all = async (trx: ReadDb) => ({ items: (await listFreshness(trx, scope)).map(freshnessItem) });
				if (format) {
					return exports.send(c, format, FRESHNESS_FILE, { page: async (trx) => wholeList(await all(trx)) });
				}
				return c.json(await all(db), 200);
			}
		);
}

/** What lies outside of one's reach is no batch, like one that does not exist. */
async function requireCorrectable(db: ReadDb, scope: Scope, kind: RecordKind, batchId: string): Promise<void> {
	const { total } = await listBatches(db, scope, { limit: 1, kind, batch: batchId });
	if (total === 0) throw noSuchBatch(`There is no batch ${batchId} of this kind of data`);
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
