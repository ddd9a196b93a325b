// The fees that terminals are configured with, kept from the heartbeat on that first told them.
import type { Sql } from '#api/platform/db/client.ts';
import { writeFeeProfiles, type ToldProfile } from './storing/fee-profiles.repo.ts';

/** Before the heartbeats themselves are stored: what differs from the latest report is found by it. */
export async function storeFeeProfiles(sql: Sql, told: readonly ToldProfile[]): Promise<void> {
	const byTerminal = Map.groupBy(told, (each) => each.terminalNumber);
	const changes = [...byTerminal.values()].map((own) => changesAmong(own.toSorted((a, b) => a.atMs - b.atMs)));
	const roundsMax = Math.max(0, ...changes.map((own) => own.length));
	// Nearly always one: a terminal is seldom configured anew twice within one chunk of heartbeats.
	for (let round = 0; round < roundsMax; round++) {
		const rows = changes.flatMap((own) => own.slice(round, round + 1));
		await writeFeeProfiles(sql, rows, round === 0);
	}
}

/** The first one, and each that differs from the one before. */
function changesAmong(inOrder: readonly ToldProfile[]): ToldProfile[] {
	const text = (profile: ToldProfile | undefined) => JSON.stringify(profile?.lines);
	return inOrder.filter((each, index) => index === 0 || text(each) !== text(inOrder[index - 1]));
}
