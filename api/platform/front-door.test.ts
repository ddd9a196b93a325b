import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { CLIENT_ADDRESS_HEADER, isApiPath, markClientAddress } from './front-door.ts';

describe('isApiPath', () => {
	it.each(['/api/v1/terminals', '/api/auth/get-session?x=1', '/api', '/healthz', '/readyz', '/metrics?x'])(
		'gives %s to the API',
		(url) => expect(isApiPath(url)).toBe(true)
	);

	it.each(['/', '/apiary', '/healthzone', '/terminals?next=/api/v1', '/metrics/more', undefined])(
		'gives %s to the pages',
		(url) => expect(isApiPath(url)).toBe(false)
	);
});

describe('markClientAddress', () => {
	const addressOf = (headers: Record<string, string>, behindProxy: boolean) => {
		const request = { headers, socket: { remoteAddress: '10.0.0.9' } } as unknown as IncomingMessage;
		markClientAddress(request, behindProxy);
		return request.headers[CLIENT_ADDRESS_HEADER];
	};

	it('believes the socket, and nothing that a visitor says', () => {
		expect(addressOf({ [CLIENT_ADDRESS_HEADER]: '1.1.1.1', 'x-forwarded-for': '2.2.2.2' }, false)).toBe('10.0.0.9');
	});

	it('believes, behind a proxy, what the proxy itself has added at the end', () => {
		expect(addressOf({ 'x-forwarded-for': '6.6.6.6, 203.0.113.7' }, true)).toBe('203.0.113.7');
		expect(addressOf({}, true)).toBe('10.0.0.9');
	});
});
