import { parseArgs } from 'node:util';
import { createDeps } from '#api/deps.ts';
import { checkIntegrity } from '#api/features/ingest/integrity.usecases.ts';
import { readConfig } from '#api/platform/config.ts';
import { EXIT_FAILED, EXIT_OK, type Command } from './command.ts';

export const command: Command = {
	summary: 'check that facts and roll-ups agree and ids are unique',
	usage: `Usage: npm run tillwatch -- doctor

Counts everything once: every roll-up against the transactions, closed days against their hours, ids that stand for two
transactions on days far apart. Reads only; on a large fleet it takes minutes. Exit code 1 when something does not hold;
roll-ups are mended by "rollups rebuild".`,
	run: async (args, terminal) => {
		parseArgs({ args, options: {} });
		const deps = await createDeps(readConfig(terminal.env), { onProgress: terminal.tell });
		try {
			const findings = await checkIntegrity(deps);
			for (const { isOk, text } of findings) terminal.print(`${isOk ? 'ok    ' : 'WRONG '} ${text}`);
			return findings.every((finding) => finding.isOk) ? EXIT_OK : EXIT_FAILED;
		} finally {
			await deps.close();
		}
	}
};
