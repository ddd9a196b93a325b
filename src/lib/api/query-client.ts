import { QueryCache, QueryClient } from '@tanstack/svelte-query';
import { ApiError, isPassing } from './errors.ts';

/** Numbers of a dashboard: fresh enough not to be asked for again on every click. */
const STALE_AFTER_MS = 20_000;
const RETRIES_MAX = 2;

/** How often pages that stand open ask again. */
export const LIVE_INTERVAL_MS = 30_000;

export type QueryClientOptions = {
	isBrowser: boolean;
	/** Called when the session has ended while a page stood open. */
	onSignedOut: () => void;
};

export function createQueryClient({ isBrowser, onSignedOut }: QueryClientOptions): QueryClient {
	return new QueryClient({
		queryCache: new QueryCache({
			onError: (error) => {
				if (isBrowser && error instanceof ApiError && error.status === 401) onSignedOut();
			}
		}),
		defaultOptions: {
			queries: {
				// On the server only what `load` prefetches is asked for.
				enabled: isBrowser,
				staleTime: STALE_AFTER_MS,
				// Pages that live ask again by themselves; nothing else changes while it is read.
				refetchOnWindowFocus: false,
				refetchOnReconnect: false,
				retry: (failures, error) => isBrowser && failures < RETRIES_MAX && isPassing(error)
			}
		}
	});
}
