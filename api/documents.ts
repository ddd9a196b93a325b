// The OpenAPI document and the page that shows it, served from our own files: nothing is fetched from outside.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { MEDIA_TYPES } from '#api/platform/export/export-format.ts';
import type { ApiEnv } from '#api/platform/http.ts';

export const OPENAPI_INFO = {
	openapi: '3.1.0' as const,
	info: {
		title: 'Tillwatch API',
		version: '1',
		description:
			'Terminals, transactions and why they fail. Instants are RFC 3339 with an offset, money is an integer in minor units with its ' +
			'currency, rates carry n and a 95 % Wilson interval. Errors are problem+json with a stable `code`.'
	},
	servers: [{ url: '/api/v1' }]
};

const ASSETS = {
	'swagger-ui.css': 'text/css; charset=utf-8',
	'swagger-ui-bundle.js': 'text/javascript; charset=utf-8'
} as const;

const ASSETS_FOLDER = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/swagger-ui-bundle.js'));

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Tillwatch API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><main id="ui"></main><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true, tryItOutEnabled: false });`;
/** Swagger UI sets inline styles; scripts come from here only. */
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

type Operation = {
	'x-record'?: object;
	requestBody?: object;
	parameters?: { name: string }[];
	responses?: Record<string, { content?: object }>;
};
type Documented = { [path: string]: { [method: string]: Operation } };

/** What a router must offer to be described: chained routes keep it at run time, but their type forgets it. */
export type Describable = Pick<OpenAPIHono<ApiEnv>, 'openAPIRegistry' | 'getOpenAPI31Document'>;

/** The whole document. Bodies of the ingest routes and files of the lists are streamed past the router, so they are described here. */
export function openApiDocument(app: Describable): object {
	app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
	app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
		type: 'apiKey',
		in: 'cookie',
		name: 'tillwatch.session_token'
	});
	const document = app.getOpenAPI31Document(OPENAPI_INFO);
	const paths = Object.fromEntries(
		Object.entries(document.paths ?? {}).map(([route, item]) => [route.replace(/^\/api\/v1/, ''), item])
	) as Documented;
	for (const operations of Object.values(paths)) {
		for (const operation of Object.values(operations)) {
			describeFiles(operation);
			const record = operation['x-record'];
			if (!record) continue;
			delete operation['x-record'];
			operation.requestBody = {
				required: true,
				content: {
					'application/x-ndjson': { schema: record },
					'application/json': { schema: { type: 'array', items: record } },
					'text/csv': {
						schema: { type: 'string', description: 'Header row with the same names, snake_case or camelCase' }
					}
				}
			};
		}
	}
	return { ...document, paths };
}

/** A list that takes `format` also answers as each of the files. */
function describeFiles({ parameters, responses }: Operation): void {
	const answer = responses?.['200'];
	if (!answer || !parameters?.some((parameter) => parameter.name === 'format')) return;
	const files = Object.values(MEDIA_TYPES).map((mediaType) => {
		const text = mediaType.startsWith('text/') || mediaType.endsWith('ndjson');
		return [mediaType.split(';')[0], { schema: text ? { type: 'string' } : { type: 'string', format: 'binary' } }];
	});
	answer.content = { ...answer.content, ...Object.fromEntries(files) };
}

export function documentRoutes(app: OpenAPIHono<ApiEnv>): void {
	let document: object | undefined;
	app.get('/api/openapi.json', (c) => c.json((document ??= openApiDocument(app)), 200));
	app.get('/api/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }));
	app.get('/api/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
	for (const [file, contentType] of Object.entries(ASSETS)) {
		app.get(`/api/docs/${file}`, async (c) => {
			const content = await readFile(path.join(ASSETS_FOLDER, file));
			return c.body(new Uint8Array(content), 200, {
				'content-type': contentType,
				'cache-control': 'public, max-age=3600'
			});
		});
	}
}
