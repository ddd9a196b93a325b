import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readValidRecords } from '#api/features/ingest/records/read-valid-records.ts';
import { recordSpecs, type RecordKind } from '#api/features/ingest/records/record-specs.ts';
import type { RecordSpec } from '#api/features/ingest/records/record-spec.ts';
import { simulateFleet } from './simulate-fleet.ts';

const TO_MS = Date.parse('2026-06-20T12:00:00+08:00');
const fleet = simulateFleet({ seed: 1, terminals: 1200, fromMs: TO_MS - 3 * 86_400_000, toMs: TO_MS });

const RECORDS: [kind: RecordKind, records: () => Iterable<object>, countMin: number][] = [
	['transaction', () => fleet.transactions(fleet.fromMs, fleet.toMs), 30_000],
	['heartbeat', () => fleet.heartbeats(TO_MS - 2 * 3_600_000, TO_MS), 4_000],
	['merchant', () => fleet.merchants, 500],
	['terminal', () => fleet.terminals, 1200],
	['feeAgreement', () => fleet.feeAgreements, 2500],
	['certificate', () => fleet.certificates, 1200],
	['firmwareRelease', () => fleet.firmwareReleases, 15],
	['firmwareCampaign', () => fleet.firmwareCampaigns, 100],
	['expiry', () => fleet.expiries, 500],
	['notice', () => fleet.notices, 1]
];

/** A body in pieces as a network delivers them. */
function* body(records: Iterable<object>): Generator<Uint8Array> {
	let text = '';
	for (const record of records) {
		text += `${JSON.stringify(record)}\n`;
		if (text.length < 60_000) continue;
		yield Buffer.from(text);
		text = '';
	}
	yield Buffer.from(text);
}

describe('the demo speaks the wire format', () => {
	it.each(RECORDS)('every %s is taken as it is, without a field left out', async (kind, records, countMin) => {
		const spec: RecordSpec<unknown> = recordSpecs[kind];
		let taken = 0;
		for await (const chunk of readValidRecords(Readable.from(body(records())), spec, {
			contentType: 'application/x-ndjson',
			now: TO_MS
		})) {
			expect(chunk.rejects.slice(0, 5)).toEqual([]);
			expect(chunk.ignoredFields).toEqual([]);
			taken += chunk.records.length;
		}
		expect(taken).toBeGreaterThanOrEqual(countMin);
	});
});
