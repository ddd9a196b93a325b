// The API alone, as a process of its own: the real app with the real parts, on the database of DATABASE_URL. Tells its port as a line
// of JSON. TILLWATCH_BENCH_ROLLUPS names the roll-ups to keep; left out, all.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from '#api/app.ts';
import { createDeps } from '#api/deps.ts';
import { bootstrapFromSettings } from '#api/features/identity/bootstrap.usecases.ts';
import { createIntake } from '#api/features/ingest/intake.ts';
import { ROLLUP_TABLES, type RollUpTable } from '#api/features/ingest/storing/transactions.statement.ts';
import { readConfig } from '#api/platform/config.ts';

const config = readConfig(process.env);
const deps = await createDeps(config);
await bootstrapFromSettings(deps);
const kept = process.env['TILLWATCH_BENCH_ROLLUPS']?.split(',');
const rollUps = ROLLUP_TABLES.filter((table: RollUpTable) => kept?.includes(table) ?? true);
const { sql, clock, timeZone, metrics } = deps;
const intake = createIntake({ url: config.databaseUrl ?? '', sql, clock, timeZone, metrics, rollUps });
const answer = getRequestListener(createApp({ ...deps, intake }).fetch, { overrideGlobalObjects: false });
const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.on('SIGTERM', () => process.exit());
