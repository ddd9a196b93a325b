import type { Config } from '#api/platform/config.ts';

const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '::1'];
const PLAIN_HOST = /^[a-z0-9.:[\]-]+$/i;

/** Whose pages may sign in and change things: a function of the request, as better-auth wants it. */
export type TrustedOrigins = (request?: Request) => string[];

/** The address that links and cookies are made for. */
export function baseUrlOf(config: Pick<Config, 'origin' | 'host' | 'port'>): string {
	return config.origin ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`;
}

/**
 * With a public address, that one and no other. Without one, a local server goes by all its names; one that listens to a
 * network trusts the host that the browser itself has addressed, which a page of another site cannot choose.
 */
export function trustedOriginsOf(config: Pick<Config, 'origin' | 'host' | 'port'>): TrustedOrigins {
	const { origin, host, port } = config;
	if (origin) return () => [origin];
	const local = [`http://localhost:${port}`, `http://127.0.0.1:${port}`, `http://[::1]:${port}`];
	if (LOOPBACK_HOSTS.includes(host)) return () => local;
	return (request) => {
		const addressed = request?.headers.get('host') ?? '';
		return PLAIN_HOST.test(addressed) ? [...local, `http://${addressed}`] : local;
	};
}
