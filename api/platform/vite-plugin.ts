import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Plugin, ViteDevServer } from 'vite';
import { isApiPath, markClientAddress, setSecurityHeaders } from './front-door.ts';

/** What api/dev.ts exports; it is loaded through Vite, so that edits below api/ count from the next request on. */
type DevEntry = {
	start(address: string, onProgress: (line: string) => void): Promise<void>;
	answer(request: Request): Promise<Response>;
	stop(): Promise<void>;
};

/** Mounts the API inside `vite dev`, on the same port as the pages. */
export function mountApi(): Plugin {
	let stop = async () => {};
	return {
		name: 'tillwatch-api',
		apply: 'serve',
		async configureServer(server: ViteDevServer) {
			if (process.env.VITEST) return;
			const entry = async () => (await server.ssrLoadModule('/api/dev.ts')) as DevEntry;
			const address = `http://${String(server.config.server.host)}:${server.config.server.port}`;
			const first = await entry();
			await first.start(address, (line) => server.config.logger.info(line));
			stop = first.stop; // kept: while the server closes, nothing can be loaded any more
			const listener = getRequestListener(async (request) => (await entry()).answer(request), {
				overrideGlobalObjects: false
			});
			server.middlewares.use((request, response, next) => {
				setSecurityHeaders(response, false);
				markClientAddress(request, false);
				if (isApiPath(request.url)) void listener(request, response);
				else next();
			});
		},
		// Awaited by server.close() on SIGTERM and Ctrl-C. A 'close' listener of the server is not, and leaves Postgres behind.
		async closeBundle() {
			await stop();
		}
	};
}

/** SvelteKit guards $lib/server only: this stops a page from bundling API code. Type-only imports are gone by now. */
export function noApiInBrowser(): Plugin {
	const api = fileURLToPath(new URL('..', import.meta.url));
	return {
		name: 'tillwatch-no-api-in-browser',
		enforce: 'pre',
		async resolveId(id, importer, options) {
			if (this.environment.config.consumer !== 'client' || !importer || importer.startsWith(api)) return null;
			const target = await this.resolve(id, importer, { ...options, skipSelf: true });
			if (target?.id.startsWith(api)) {
				this.error(`${importer} imports ${id}: pages may import types from api/, nothing else`);
			}
			return target;
		}
	};
}

const ZOD_JSON_SCHEMA = /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;
const EXPORTED = /^export (?:const|function) (\w+)/gm;

/**
 * Every Zod schema carries methods that write it as JSON Schema, so no bundler can leave them out: 5 kB of each page, gzipped, that
 * only the API ever calls. In browsers they do nothing.
 */
export function noJsonSchemaInBrowser(): Plugin {
	return {
		name: 'tillwatch-no-json-schema-in-browser',
		apply: 'build',
		transform: {
			filter: { id: ZOD_JSON_SCHEMA },
			handler(code) {
				if (this.environment.config.consumer !== 'client') return null;
				const names = [...code.matchAll(EXPORTED)].map(([, name]) => name);
				const stubs = names.map((name) => `export const ${name} = () => () => undefined;`).join('\n');
				return {
					code: code.includes('as process }') ? `${stubs}\nexport { processSchema as process };` : stubs,
					map: null
				};
			}
		}
	};
}
