import { SILENT_AFTER_MS } from '#lib/domain/terminal-states.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { findTerminal, newestTransactionAt } from './terminal-detail.repo.ts';
import { listSilences } from './terminal-silences.repo.ts';
import type { TerminalSilence } from './terminal-silences.schemas.ts';
import { terminalNotFound } from './terminals.errors.ts';

const MS_PER_HOUR = 3_600_000;

/** Newest first: the one that lasts, if there is one, and those that are over. */
export async function readSilences(
	db: ReadDb,
	scope: Scope,
	terminalCode: string,
	now: Date
): Promise<TerminalSilence[]> {
	const terminal = await findTerminal(db, scope, terminalCode);
	if (!terminal) throw terminalNotFound();
	const newest = (await newestTransactionAt(db, now)) ?? now;
	const lastSeen = terminal.last_seen_at;
	const lasts = lastSeen !== null && newest.getTime() - lastSeen.getTime() > SILENT_AFTER_MS;
	const over = await listSilences(db, scope, terminal.terminal_id, null);
	return [
		...(lasts ? [{ beganAt: lastSeen.toISOString(), endedAt: null, hours: hoursBetween(lastSeen, newest) }] : []),
		...over.map(({ began_at, ended_at }) => ({
			beganAt: began_at.toISOString(),
			endedAt: ended_at.toISOString(),
			hours: hoursBetween(began_at, ended_at)
		}))
	];
}

/** To a tenth: heartbeats come every few minutes. */
const hoursBetween = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / (MS_PER_HOUR / 10)) / 10;
