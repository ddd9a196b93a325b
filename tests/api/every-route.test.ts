// A sweep over every route that is mounted: what must hold for all of them holds for the next one too.
import { describe, expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aHeartbeat, aMerchant, aTerminal, aTransaction } from '#tests/support/builders.ts';

type Parameter = { name: string; in: 'path' | 'query' | 'header' };
type Operation = { method: string; path: string; parameters: Parameter[] };
type OpenApi = { paths: Record<string, Record<string, { parameters?: Parameter[] }>> };

/** A value for each path parameter there is. A route with another one fails the sweep until it is put in here. */
const PATH_VALUES: Record<string, string> = {
	terminalId: 'T1',
	merchantId: 'M1',
	codeProfile: 'cup',
	responseCode: '91',
	dimension: 'model',
	batchId: '00000000-0000-4000-8000-000000000000',
	fingerprint: 'ab'.repeat(32),
	campaignId: 'C1',
	product: 'credit',
	kind: 'silent_raise',
	viewId: '00000000-0000-4000-8000-000000000000'
};

const NONSENSE = [
	'',
	'NaN',
	'-1',
	'0',
	'1e400',
	'null',
	'true',
	'9'.repeat(400),
	"'; drop table txn; --",
	'{"a":[1',
	'\u0000',
	'\ud800',
	'💳'.repeat(50),
	'2026-02-30',
	'0001-01-01T00:00:00Z',
	'9999-12-31T23:59:59+08:00',
	'+275760-09-13T00:00:00Z',
	'__proto__',
	'../../etc/passwd'
];

/** Anything but success or a refusal that says what is wrong is a fault of ours. */
const HARMLESS = [200, 304, 400, 404, 405, 413, 415, 422];

async function operationsOf(app: TestApp): Promise<Operation[]> {
	const document = (await (await app.get('/api/openapi.json')).json()) as OpenApi;
	return Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({
			method: method.toUpperCase(),
			path: path.startsWith(API) ? path : `${API}${path}`,
			parameters: operation.parameters ?? []
		}))
	);
}

function addressOf(operation: Operation, pathValue?: string): string {
	return operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(pathValue ?? PATH_VALUES[name] ?? name).replace(/%5C$/, '')
	);
}

const isReading = (operation: Operation) => operation.method === 'GET';
const nameOf = (operation: Operation) => `${operation.method} ${operation.path}`;

async function expectProblem(response: Response, what: string): Promise<void> {
	expect(response.headers.get('content-type'), what).toContain('application/problem+json');
	const problem = (await response.json()) as Record<string, unknown>;
	expect(problem, what).toMatchObject({
		status: response.status,
		code: expect.stringMatching(/^[a-z_]+\.[a-z_]+$/) as string,
		requestId: expect.stringMatching(/\w{8}/) as string,
		issues: expect.any(Array) as unknown[]
	});
}

async function expectHarmless(response: Response, what: string): Promise<void> {
	expect(HARMLESS, `${what} answered ${response.status}`).toContain(response.status);
	if (response.status >= 400) await expectProblem(response, what);
	else await response.arrayBuffer();
}

const safeEncode = (value: string) => encodeURIComponent(value.toWellFormed());

describe('every route', () => {
	test('is documented, with a value to try for each of its path parameters', async ({ app }) => {
		const operations = await operationsOf(app);
		const documented = new Set(operations.map(nameOf));
		const mounted = app.routes
			.filter((route) => route.method !== 'ALL' && route.path.startsWith(`${API}/`) && !route.path.includes('*'))
			.map((route) => `${route.method} ${route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
		expect([...new Set(mounted)].filter((name) => !documented.has(name))).toEqual([]);
		const unknown = operations.flatMap((operation) => operation.path.match(/(?<=\{)\w+/g) ?? []);
		expect(unknown.filter((name) => !(name in PATH_VALUES))).toEqual([]);
		expect(operations.length).toBeGreaterThan(15);
	});

	test('is closed to whoever has no credentials or wrong ones', async ({ app }) => {
		for (const operation of await operationsOf(app)) {
			for (const authorization of [
				undefined,
				'Bearer made-up-key-0123456789-0123456789',
				'Basic dGVzdDp0ZXN0',
				'Bearer'
			]) {
				const nobody = await app.as('nobody');
				const response = await nobody.request(addressOf(operation), {
					method: operation.method,
					...(authorization ? { headers: { authorization } } : {}),
					...(isReading(operation) ? {} : { body: '{}' })
				});
				expect(response.status, `${nameOf(operation)} with ${authorization}`).toBe(401);
				await expectProblem(response, nameOf(operation));
			}
		}
	});

	test('is closed to a key that has another right', async ({ app }) => {
		const [reading, sending] = [await app.as('reading key'), await app.as('sending key')];
		for (const operation of await operationsOf(app)) {
			const sender = isReading(operation) ? sending : reading;
			const response = await sender.request(addressOf(operation), {
				method: operation.method,
				...(isReading(operation) ? {} : { body: '{}' })
			});
			expect(response.status, nameOf(operation)).toBe(403);
			await expectProblem(response, nameOf(operation));
		}
	});

	test('answers a plain question, on an empty fleet and on one with data', async ({ app }) => {
		const readings = (await operationsOf(app)).filter(isReading);
		for (const operation of readings) await expectHarmless(await app.get(addressOf(operation)), nameOf(operation));
		await app.send('PUT', `${API}/merchants`, [aMerchant()]);
		await app.send('PUT', `${API}/terminals`, [aTerminal()]);
		await app.send('POST', `${API}/ingest/transactions`, [aTransaction(), aTransaction({ responseCode: '91' })]);
		await app.send('POST', `${API}/ingest/heartbeats`, [aHeartbeat()]);
		const window = 'from=2026-03-02T00:00:00%2B08:00&to=2026-03-03T00:00:00%2B08:00';
		for (const operation of readings) {
			const takesWindow = operation.parameters.some((parameter) => parameter.name === 'from');
			const response = await app.get(`${addressOf(operation)}${takesWindow ? `?${window}` : ''}`);
			await expectHarmless(response, nameOf(operation));
		}
	});

	test('refuses nonsense in each of its query parameters as a problem, or makes sense of it', async ({ app }) => {
		const manager = await app.as('manager');
		for (const operation of await operationsOf(app)) {
			const names = operation.parameters
				.filter((parameter) => parameter.in === 'query')
				.map((parameter) => parameter.name);
			for (const name of [...names, 'nosuchparameter']) {
				for (const value of NONSENSE) {
					const address = `${addressOf(operation)}?${name}=${safeEncode(value)}`;
					const init = isReading(operation) ? {} : { method: operation.method, body: '' };
					await expectHarmless(await manager.request(address, init), `${operation.method} ${address.slice(0, 200)}`);
				}
			}
		}
	}, 120_000);

	test('refuses nonsense in its path as a problem', async ({ app }) => {
		for (const operation of (await operationsOf(app)).filter((each) => each.path.includes('{') && isReading(each))) {
			for (const value of NONSENSE.filter((each) => each !== '' && !each.startsWith('..'))) {
				const address = addressOf(operation, value.toWellFormed());
				await expectHarmless(await app.get(address), `${operation.method} ${address.slice(0, 200)}`);
			}
			await expectHarmless(await app.get(operation.path.replace(/\{\w+\}/g, '%FF%FE')), nameOf(operation));
		}
	});

	test('refuses a body that it cannot read as a problem', async ({ app }) => {
		const bodies = ['', 'null', '[]', '{', '[1,2', '{"a":1}\n'.repeat(3), '\u0000\u0001', 'a,b\n1', '"'];
		const manager = await app.as('manager');
		for (const operation of (await operationsOf(app)).filter((each) => !isReading(each))) {
			for (const contentType of ['application/x-ndjson', 'application/json', 'text/csv', 'text/html', '']) {
				for (const body of bodies) {
					const response = await manager.request(addressOf(operation), {
						method: operation.method,
						headers: { 'content-type': contentType },
						body: new TextEncoder().encode(body)
					});
					await expectHarmless(response, `${nameOf(operation)} ${contentType} ${JSON.stringify(body)}`);
				}
			}
		}
	}, 120_000);

	test('does not take other methods', async ({ app }) => {
		const operations = await operationsOf(app);
		const patched = new Set(operations.filter(({ method }) => method === 'PATCH').map(({ path }) => path));
		for (const operation of operations.filter(({ path }) => !patched.has(path))) {
			const response = await app.request(addressOf(operation), { method: 'PATCH', body: '{}' });
			expect([404, 405], nameOf(operation)).toContain(response.status);
			await expectProblem(response, nameOf(operation));
		}
	});
});
