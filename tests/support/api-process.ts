// The API alone, as a process of its own: the real app with the real parts, without the pages, so that nothing has to be built first.
// Writes its port as a line of JSON once it answers. TILLWATCH_BENCH_ROLLUPS names the roll-ups to keep; left out, all.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '#api/app.ts';
import { createDeps, type Deps } from '#api/deps.ts';
import { bootstrapFromSettings } from '#api/features/identity/bootstrap.usecases.ts';
import { createIntake, type Intake } from '#api/features/ingest/intake.ts';
import { ROLLUP_TABLES } from '#api/features/ingest/storing/transactions.statement.ts';
import { readConfig } from '#api/platform/config.ts';

const config = readConfig(process.env);
const deps = await createDeps(config);
await bootstrapFromSettings(deps);
const app = createApp({ ...deps, intake: intakeOf(deps, process.env['TILLWATCH_BENCH_ROLLUPS']) });
const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
const server = createServer((request, response) => void answer(request, response));
server.listen(config.port, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.on('SIGTERM', () => process.exit());

function intakeOf({ sql, clock, timeZone, metrics, intake }: Deps, keptRollUps: string | undefined): Intake {
	if (keptRollUps === undefined || config.databaseUrl === undefined) return intake;
	const kept = keptRollUps.split(',');
	const rollUps = ROLLUP_TABLES.filter((table) => kept.includes(table));
	return createIntake({ url: config.databaseUrl, sql, clock, timeZone, metrics, rollUps });
}
