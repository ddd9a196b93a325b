import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import type { RunningApp } from '#api/running-app.ts';
import { readPreferences } from '#lib/features/shell/preferences.ts';
import { paraglideMiddleware } from '#lib/i18n/paraglide/server.js';

/** The API that runs in this process; api/running-app.ts puts it there before the first page is asked for. */
function runningApp(): RunningApp {
	const app = (globalThis as { [key: symbol]: unknown })[Symbol.for('tillwatch.running-app')];
	if (!app) throw new Error('Pages need the API in the same process: start them by `npm start` or `npm run dev`');
	return app as RunningApp;
}

/** What `color-scheme` the browser may assume before the style sheet is there. */
const COLOUR_SCHEMES = { light: 'light', dark: 'dark', system: 'light dark' };

/** Language, theme and density are in the first byte that is sent, so neither text, colours nor lines change after loading. */
const languageAndLook: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ locale }) => {
		event.locals.locale = locale;
		event.locals.preferences = readPreferences((name) => event.cookies.get(name));
		const { theme, density } = event.locals.preferences;
		return resolve(event, {
			transformPageChunk: ({ html }) =>
				html
					.replace('%lang%', locale)
					.replace('%look%', `${theme} ${density}`)
					.replace('%color-scheme%', COLOUR_SCHEMES[theme]),
			filterSerializedResponseHeaders: (name) => name === 'content-type'
		});
	});

const signedIn: Handle = async ({ event, resolve }) => {
	const principal = await runningApp().authenticate(event.request);
	event.locals.person =
		principal?.kind === 'person'
			? { userId: principal.userId, email: principal.email, name: principal.name, role: principal.role }
			: null;
	const response = await resolve(event);
	// Pages show one person's fleet: nothing between us and the browser may keep them.
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-cache');
	return response;
};

export const handle = sequence(languageAndLook, signedIn);

/** What a page's `load` fetches from /api goes to the API in process, with the visitor's cookie and address. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
	const url = new URL(request.url);
	if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
	const headers = new Headers(request.headers);
	for (const name of ['cookie', 'x-tillwatch-client']) {
		const value = event.request.headers.get(name);
		if (value) headers.set(name, value);
	}
	return runningApp().fetch(new Request(request, { headers }));
};

/** An address that does not exist is the visitor's affair; only our own faults are for the log, and the page says where to find them. */
export const handleError: HandleServerError = ({ error, status, message }) => {
	if (status === 404) return { message };
	const requestId = crypto.randomUUID();
	process.stderr.write(`page ${requestId} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
	return { message, requestId };
};
