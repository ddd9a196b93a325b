// A registered fleet, so that payments and heartbeats meet terminals that are known.
import type { Sql } from '#api/platform/db/client.ts';
import { acquirerCode, acquirerOf, FLEET, merchantCode, merchantOf, terminalCode, toNdjson } from './fleet-data.ts';
import type { Api } from './world.ts';

const FIRMWARE = '3.9.1';
const HEARTBEATS_PER_BODY = 5_000;

export async function seedRegistry(sql: Sql, now: Date): Promise<void> {
	const range = (count: number) => Array.from({ length: count }, (_, index) => index);
	const [terminals, merchants] = [range(FLEET.terminals), range(FLEET.merchants)];
	await sql`
		insert into acquirer (acquirer_id, acquirer_code)
		select ordinal, code from unnest(${range(FLEET.acquirers).map(acquirerCode)}::text[]) with ordinality as each(code, ordinal)`;
	await sql`insert into firmware (firmware_id, version) values (1, ${FIRMWARE})`;
	await sql`
		insert into merchant (merchant_code, acquirer_id, is_registered, first_seen_at, updated_at)
		select code, acquirer + 1, true, ${now}, ${now}
		from unnest(${merchants.map(merchantCode)}::text[], ${merchants.map((each) => each % FLEET.acquirers)}::smallint[]) as each(code, acquirer)`;
	await sql`
		insert into terminal (terminal_code, merchant_id, acquirer_id, is_registered, firmware_id, first_seen_at, updated_at)
		select code, merchant + 1, acquirer + 1, true, 1, ${now}, ${now}
		from unnest(${terminals.map(terminalCode)}::text[], ${terminals.map(merchantOf)}::int[],
			${terminals.map(acquirerOf)}::smallint[]) as each(code, merchant, acquirer)`;
	await sql`
		insert into terminal_period (terminal_id, valid_from, acquirer_id, model_id, firmware_id, app_version_id, carrier_id, connection)
		select terminal_id, '-infinity', acquirer_id, 0, firmware_id, 0, 0, 0 from terminal`;
	await sql.unsafe('vacuum analyze');
}

/** Every terminal tells of itself once. */
export async function sendHeartbeats(api: Api, count: number, now: Date): Promise<{ seconds: number }> {
	const heartbeats = Array.from({ length: count }, (_, index) => ({
		terminalId: terminalCode(index),
		at: now.toISOString(),
		firmware: FIRMWARE,
		rssiDbm: -60 - (index % 40),
		rttMs: 40 + (index % 100),
		batteryPct: index % 101
	}));
	const bodies = Array.from({ length: Math.ceil(count / HEARTBEATS_PER_BODY) }, (_, body) =>
		toNdjson(heartbeats.slice(body * HEARTBEATS_PER_BODY, (body + 1) * HEARTBEATS_PER_BODY))
	);
	const startedAt = performance.now();
	for (const body of bodies) {
		const answer = await api.send('POST', '/api/v1/ingest/heartbeats', body);
		if (answer.rejected > 0) throw new Error(`Not all taken: ${JSON.stringify(answer)}`);
	}
	return { seconds: (performance.now() - startedAt) / 1000 };
}
