import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** No silence is shorter than a day: nearly three years of nothing else. */
const SILENCES_MAX = 1000;

/** Silences that ended, newest first; with a window those that reach into it. */
export async function listSilences(
	db: ReadDb,
	scope: Scope,
	terminalId: number,
	window: { from: Date; to: Date } | null
) {
	return db
		.selectFrom('terminal_silence')
		.select(['began_at', 'ended_at'])
		.where('terminal_id', '=', terminalId)
		.where(inScope(scope, 'acquirer_id'))
		.$if(window !== null, (query) =>
			query.where('began_at', '<', window?.to ?? new Date(0)).where('ended_at', '>', window?.from ?? new Date(0))
		)
		.orderBy('began_at', 'desc')
		.limit(SILENCES_MAX)
		.execute();
}
