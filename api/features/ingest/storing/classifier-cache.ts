import type { Classifier } from '#lib/domain/response-codes.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { loadClassifier, RESPONSE_CODES_CHANNEL } from './classifier.repo.ts';

/** The classifier in force, read once and again after a change that any process announces. */
export function createClassifierCache(sql: Sql) {
	let current: Promise<Classifier> | null = null;
	const forget = () => {
		current = null;
	};
	return {
		async current(): Promise<Classifier> {
			current ??= loadClassifier(sql).catch((error: unknown) => {
				forget();
				throw error;
			});
			return current;
		},
		forget,
		listen: async (listener: Sql) => void (await listener.listen(RESPONSE_CODES_CHANNEL, forget))
	};
}
