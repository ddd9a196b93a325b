// Mounts every feature in one chain, so that the client's types follow from the routes.
import { compress } from 'hono/compress';
import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import type { Deps } from '#api/deps.ts';
import { attentionRoutes } from '#api/features/attention/attention.routes.ts';
import { certificatesRoutes } from '#api/features/certificates/certificates.routes.ts';
import { expiriesRoutes } from '#api/features/certificates/expiries.routes.ts';
import { keysRoutes } from '#api/features/certificates/keys.routes.ts';
import { facetsRoutes } from '#api/features/facets/facets.routes.ts';
import { failurePatternsRoutes } from '#api/features/failures/failure-patterns.routes.ts';
import { codeUsageRoutes } from '#api/features/failures/code-usage/code-usage.routes.ts';
import { failuresRoutes } from '#api/features/failures/failures.routes.ts';
import { merchantChangesRoutes } from '#api/features/failures/merchant-changes/merchant-changes.routes.ts';
import { campaignRoutes } from '#api/features/firmware/campaigns.routes.ts';
import { firmwareRoutes } from '#api/features/firmware/firmware.routes.ts';
import { feeCoverageRoutes } from '#api/features/fees/fee-coverage.routes.ts';
import { feeWhatIfRoutes } from '#api/features/fees/fee-what-if.routes.ts';
import { feeDetailRoutes } from '#api/features/fees/fee-details.routes.ts';
import { feesRoutes } from '#api/features/fees/fees.routes.ts';
import { fleetRoutes } from '#api/features/fleet/fleet.routes.ts';
import { AUTH_BASE_PATH } from '#api/features/identity/auth.ts';
import { coverageRoutes } from '#api/features/ingest/coverage/coverage.routes.ts';
import { ingestRoutes } from '#api/features/ingest/ingest.routes.ts';
import { responseCodesRoutes } from '#api/features/ingest/response-codes/response-codes.routes.ts';
import { AppError, methodNotAllowed, notFound, requestInvalid, toProblem, tooBusy } from '#api/platform/errors.ts';
import { merchantsRoutes } from '#api/features/merchants/merchants.routes.ts';
import { overviewRoutes } from '#api/features/overview/overview.routes.ts';
import { terminalChangesRoutes } from '#api/features/terminals/terminal-changes.routes.ts';
import { savedViewsRoutes } from '#api/features/saved-views/saved-views.routes.ts';
import { terminalPartsRoutes } from '#api/features/terminals/terminal-parts.routes.ts';
import { terminalSilencesRoutes } from '#api/features/terminals/terminal-silences.routes.ts';
import { terminalTimelineRoutes } from '#api/features/terminals/terminal-timeline.routes.ts';
import { terminalsRoutes } from '#api/features/terminals/terminals.routes.ts';
import { apiRouter, needs, withEtag, type ApiEnv } from '#api/platform/http.ts';
import { documentRoutes, type Describable } from '#api/documents.ts';

export const API_BASE_PATH = '/api/v1';

/** Below this an answer fits a packet or two anyway. */
const COMPRESSED_BYTES_MIN = 4_096;

export function createApp(deps: Deps) {
	const app = apiRouter();
	const mounted = app
		.use('*', told(deps))
		.use('*', async (c, next) => {
			c.set('principal', c.req.path.startsWith('/api/v1') ? await deps.identity.authenticate(c.req.raw) : null);
			// No text in Postgres holds this character: every query that meets it would fail.
			if (c.req.url.includes('%00')) throw requestInvalid('An address cannot hold the character NUL');
			await next();
		})
		.on(['GET', 'POST'], `${AUTH_BASE_PATH}/*`, async (c) => deps.auth.handler(c.req.raw))
		.get('/healthz', (c) => c.json({ status: 'ok' }, 200))
		.get('/readyz', async (c) => {
			try {
				await deps.sql`select 1`;
			} catch (error) {
				throw tooBusy('The database does not answer', { cause: error });
			}
			return c.json({ status: 'ready' }, 200);
		})
		.get('/metrics', async (c) => c.text(await deps.metrics.text(), 200, { 'content-type': deps.metrics.contentType }))
		.use(`${API_BASE_PATH}/*`, compress({ threshold: COMPRESSED_BYTES_MIN, contentTypeFilter: /^application\/json/ }))
		.use(`${API_BASE_PATH}/*`, withEtag())
		.route(API_BASE_PATH, fleetRoutes(deps))
		.route(API_BASE_PATH, savedViewsRoutes(deps))
		.route(API_BASE_PATH, ingestRoutes(deps))
		.route(API_BASE_PATH, coverageRoutes(deps))
		.route(API_BASE_PATH, responseCodesRoutes(deps))
		.route(API_BASE_PATH, codeUsageRoutes(deps))
		.route(API_BASE_PATH, failuresRoutes(deps))
		.route(API_BASE_PATH, failurePatternsRoutes(deps))
		.route(API_BASE_PATH, merchantChangesRoutes(deps))
		.route(API_BASE_PATH, facetsRoutes(deps))
		.route(API_BASE_PATH, overviewRoutes(deps))
		.route(API_BASE_PATH, attentionRoutes(deps))
		.route(API_BASE_PATH, feesRoutes(deps))
		.route(API_BASE_PATH, feeDetailRoutes(deps))
		.route(API_BASE_PATH, feeCoverageRoutes(deps))
		.route(API_BASE_PATH, feeWhatIfRoutes(deps))
		.route(API_BASE_PATH, certificatesRoutes(deps))
		.route(API_BASE_PATH, keysRoutes(deps))
		.route(API_BASE_PATH, expiriesRoutes(deps))
		.route(API_BASE_PATH, terminalChangesRoutes(deps))
		.route(API_BASE_PATH, terminalPartsRoutes(deps))
		.route(API_BASE_PATH, terminalSilencesRoutes(deps))
		.route(API_BASE_PATH, terminalTimelineRoutes(deps))
		.route(API_BASE_PATH, terminalsRoutes(deps))
		.route(API_BASE_PATH, firmwareRoutes(deps))
		.route(API_BASE_PATH, campaignRoutes(deps))
		.route(API_BASE_PATH, merchantsRoutes(deps));
	documentRoutes(app);
	// Whoever has no credentials learns nothing of which addresses exist.
	app.use(`${API_BASE_PATH}/*`, needs('read'));
	app.notFound((c) => {
		const known = app.routes.some((route) => route.method !== 'ALL' && pathMatches(route.path, c.req.path));
		const error = known ? methodNotAllowed() : notFound();
		return problemResponse(error, c.get('requestId'));
	});
	app.onError((error, c) => {
		const known = error instanceof HTTPException ? requestInvalid(error.message, { cause: error }) : error;
		if (!(known instanceof AppError)) deps.log.error({ requestId: c.get('requestId'), err: error }, 'request failed');
		return problemResponse(known, c.get('requestId'));
	});
	return mounted as typeof mounted & Describable;
}

/** Each request has an id, a line in the log and a place in the metrics. */
function told({ metrics, log }: Pick<Deps, 'metrics' | 'log'>): MiddlewareHandler<ApiEnv> {
	return async (c, next) => {
		const startedAt = performance.now();
		c.set('requestId', crypto.randomUUID());
		c.header('x-request-id', c.get('requestId'));
		await next();
		// The pattern, never the address itself: addresses hold identifiers, and one metric per address would never end.
		const route = matchedRoutes(c).findLast((each) => each.method !== 'ALL')?.path ?? 'none';
		const { method } = c.req;
		const { status } = c.res;
		const seconds = (performance.now() - startedAt) / 1000;
		metrics.request(method, route, status, seconds);
		log.info({ requestId: c.get('requestId'), method, route, status, seconds }, 'request');
	};
}

function problemResponse(error: unknown, requestId: string): Response {
	const problem = toProblem(error, requestId);
	return new Response(JSON.stringify(problem), {
		status: problem.status,
		headers: {
			...(error instanceof AppError ? error.headers : {}),
			'content-type': 'application/problem+json',
			'x-request-id': requestId
		}
	});
}

function pathMatches(pattern: string, path: string): boolean {
	const [expected, actual] = [pattern.split('/'), path.split('/')];
	return (
		expected.length === actual.length && expected.every((part, index) => part.startsWith(':') || part === actual[index])
	);
}

export type AppType = ReturnType<typeof createApp>;
