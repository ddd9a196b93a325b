// A fleet that is charged as agreed on has no drift: `node tests/bench/clean-fleet.ts [TERMINALS] [DAYS]`. Ends with 1 when any is told.
import { createApp } from '#api/app.ts';
import { createDeps } from '#api/deps.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { bootstrapFromSettings } from '#api/features/identity/bootstrap.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { simulateFleet } from '#api/features/simulation/simulate-fleet.ts';
import { fixedClock } from '#api/platform/clock.ts';
import { readConfig } from '#api/platform/config.ts';
import { sendFleet, type Send } from '#tests/support/simulated-fleet.ts';
import { INGEST_KEY, openWorld } from './world.ts';

const [terminals = 10_000, days = 3] = process.argv.slice(2).map(Number);
const TO_MS = Date.parse('2026-06-20T15:00:00+08:00');
const DAY_MS = 86_400_000;

const world = await openWorld();
const { url } = await world.database('clean');
const settings = {
	DATABASE_URL: url,
	NODE_ENV: 'production',
	TILLWATCH_LOG_LEVEL: 'silent',
	TILLWATCH_DATA_DIR: world.dir
};
const config = readConfig({ ...settings, TILLWATCH_BOOTSTRAP_INGEST_KEY: INGEST_KEY });
const deps = await createDeps(config, { clock: fixedClock(new Date(TO_MS + 60_000).toISOString()) });
try {
	await bootstrapFromSettings(deps);
	const app = createApp(deps);
	const ask = async (path: string, init: RequestInit = {}) =>
		app.fetch(
			new Request(new URL(path, 'http://localhost'), {
				...init,
				headers: { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/x-ndjson' }
			})
		);
	const send: Send = async (method, path, records) =>
		ask(path, { method, body: records.map((record) => JSON.stringify(record)).join('\n') });
	const fleet = simulateFleet({ seed: 3, terminals, feeFaults: false, fromMs: TO_MS - days * DAY_MS, toMs: TO_MS });
	const startedAt = performance.now();
	const { transactions } = await sendFleet(send, fleet);
	await foldDueDays(deps);
	await compareDueFees(deps);
	const drift = (await (await ask(`/api/v1/fees/drift?window=30d`)).json()) as { total: number };
	const bySign = await deps.sql`select sign, sum(sales)::int as sales from fee_day group by 1 order by 1`;
	const seconds = Math.round((performance.now() - startedAt) / 1000);
	console.log(
		JSON.stringify({ terminals, days, transactions, drifts: drift.total, salesBySign: [...bySign], seconds })
	);
	process.exitCode = drift.total === 0 ? 0 : 1;
} finally {
	await deps.close();
	await world.close();
}
