// A simulated fleet, sent the way a fleet sends: its master data, then its sales and reports in batches.
import type { SimulatedFleet } from '#api/features/simulation/simulate-fleet.ts';

const API = '/api/v1';
const BATCH_RECORDS = 5_000;

export type Send = (method: 'POST' | 'PUT', path: string, records: readonly unknown[]) => Promise<Response>;

/** Fails where a record is refused. Answers how many transactions there were. */
export async function sendFleet(send: Send, fleet: SimulatedFleet): Promise<{ transactions: number }> {
	const { fromMs, toMs } = fleet;
	await sendAll(send, 'PUT', '/merchants', fleet.merchants);
	await sendAll(send, 'PUT', '/terminals', fleet.terminals);
	await sendAll(send, 'PUT', '/fee-agreements', fleet.feeAgreements);
	const transactions = await sendAll(send, 'POST', '/ingest/transactions', fleet.transactions(fromMs, toMs));
	await sendAll(send, 'POST', '/ingest/heartbeats', fleet.sparseHeartbeats(fromMs, toMs));
	return { transactions };
}

async function sendAll(send: Send, method: 'POST' | 'PUT', path: string, records: Iterable<unknown>): Promise<number> {
	let sent = 0;
	let batch: unknown[] = [];
	const flush = async () => {
		const response = await send(method, `${API}${path}`, batch);
		const answer = (await response.json()) as { received?: number; rejected?: number };
		if (answer.received !== batch.length || answer.rejected !== 0)
			throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
		sent += batch.length;
		batch = [];
	};
	for (const record of records) {
		batch.push(record);
		if (batch.length === BATCH_RECORDS) await flush();
	}
	if (batch.length > 0) await flush();
	return sent;
}
