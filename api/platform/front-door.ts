// What every request passes first, whether Hono or SvelteKit answers it, in production and in `vite dev` alike.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The visitor's address, for rate limits and the list of sessions. */
export const CLIENT_ADDRESS_HEADER = 'x-tillwatch-client';

const API_PATH = /^\/(?:api(?:\/|\?|$)|(?:healthz|readyz|metrics)(?:\?|$))/;

/** True for what the API answers; every other path is a page or one of its files. */
export function isApiPath(url: string | undefined): boolean {
	return API_PATH.test(url ?? '');
}

/**
 * Says who is visiting. Behind a proxy (`behindProxy`) the last entry of X-Forwarded-For is the address that the proxy
 * itself has seen; anything before it, and any header of our own name, may be made up by the visitor.
 */
export function markClientAddress(request: IncomingMessage, behindProxy: boolean): void {
	const forwarded = request.headers['x-forwarded-for'];
	const chain = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? '')).split(',');
	const fromProxy = behindProxy ? chain.at(-1)?.trim() : '';
	request.headers[CLIENT_ADDRESS_HEADER] = fromProxy || request.socket.remoteAddress || '127.0.0.1';
}

const SECURITY_HEADERS = {
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()'
};
const HTTPS_FOR_SECONDS = 365 * 24 * 3600;

/** Headers that hold for pages, files and API answers; the pages' content policy comes from SvelteKit, with its nonce. */
export function setSecurityHeaders(response: ServerResponse, servedByHttps: boolean): void {
	for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
	if (servedByHttps) response.setHeader('strict-transport-security', `max-age=${HTTPS_FOR_SECONDS}`);
}
