import { parseArgs } from 'node:util';
import { createDeps } from '#api/deps.ts';
import { rebuildRollUps } from '#api/features/ingest/storing/integrity.repo.ts';
import { isTimeZone, readConfig } from '#api/platform/config.ts';
import { EXIT_OK, UsageError, type Command } from './command.ts';

export const command: Command = {
	summary: 'write the roll-ups anew from the transactions',
	usage: `Usage: npm run tillwatch -- rollups rebuild [--time-zone ZONE]

Needed after the fleet's time zone has changed, since days and hours are cut in it; otherwise only if "doctor" says so.
Transactions that arrive meanwhile wait. Restart the server afterwards when the zone has changed.`,
	run: async (args, terminal) => {
		const [action, ...rest] = args;
		if (action !== 'rebuild')
			throw new UsageError(action ? `There is no "rollups ${action}"` : 'Say what to do: rebuild');
		const { values } = parseArgs({ args: rest, options: { 'time-zone': { type: 'string' } } });
		const wanted = values['time-zone'];
		if (wanted !== undefined && !isTimeZone(wanted)) {
			throw new UsageError(`"${wanted}" is not an IANA time zone such as Asia/Shanghai`);
		}
		const deps = await createDeps(readConfig(terminal.env), { onProgress: terminal.tell });
		try {
			const timeZone = wanted ?? deps.timeZone;
			await rebuildRollUps(deps.sql, timeZone);
			terminal.print(`The roll-ups are written anew in the zone ${timeZone}; closed days are folded by the server.`);
			return EXIT_OK;
		} finally {
			await deps.close();
		}
	}
};
