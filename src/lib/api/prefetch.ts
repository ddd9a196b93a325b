import { browser } from '$app/environment';

/** Beyond this a page is shown with its skeleton rather than kept waiting. */
const PATIENCE_MS = 400;

/**
 * Waits for what a page shows first. The server waits for all of it, so that numbers are in the HTML; the browser gives
 * up waiting soon and lets the page say that it is loading. A failed query is shown by the part of the page it belongs to.
 */
export async function prefetch(...queries: Promise<unknown>[]): Promise<void> {
	await (browser ? prefetchIfQuick(...queries) : Promise.allSettled(queries));
}

/** For what a page may do without at first: in the HTML when it is quick, otherwise the browser asks for it again. */
export async function prefetchIfQuick(...queries: Promise<unknown>[]): Promise<void> {
	await Promise.race([Promise.allSettled(queries), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}
