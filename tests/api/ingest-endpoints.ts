// Every address that takes records in, with a record that is taken and one that is refused.
import {
	aCertificate,
	aFeeAgreement,
	aFirmwareCampaign,
	aFirmwareRelease,
	anExpiry,
	aHeartbeat,
	aMerchant,
	aNotice,
	aTerminal,
	aTransaction
} from '#tests/support/builders.ts';
import { API, type TestApp } from '#tests/support/app.ts';

type Fields = Record<string, unknown>;
export type Endpoint = {
	method: 'POST' | 'PUT';
	path: string;
	/** A record that is taken, with these fields changed. */
	make(overrides?: Fields): Fields;
	/** A field that it cannot do without. */
	needed: string;
	/** Some field that takes free text. */
	text: string;
};

let heartbeats = 0;
/** Each a second after the one before: a terminal tells of itself once in an instant. */
function aLaterHeartbeat(overrides?: Fields): Fields {
	const at = new Date(Date.parse('2026-03-02T12:00:00Z') + (heartbeats += 1) * 1000).toISOString();
	return aHeartbeat({ at, ...overrides });
}

export const ENDPOINTS: readonly Endpoint[] = [
	{
		method: 'POST',
		path: `${API}/ingest/transactions`,
		make: aTransaction,
		needed: 'currency',
		text: 'reversalReason'
	},
	{ method: 'POST', path: `${API}/ingest/heartbeats`, make: aLaterHeartbeat, needed: 'at', text: 'appVersion' },
	{ method: 'PUT', path: `${API}/merchants`, make: aMerchant, needed: 'name', text: 'address' },
	{ method: 'PUT', path: `${API}/terminals`, make: aTerminal, needed: 'acquirerId', text: 'address' },
	{ method: 'PUT', path: `${API}/fee-agreements`, make: aFeeAgreement, needed: 'ratePpm', text: 'document' },
	{ method: 'PUT', path: `${API}/certificates`, make: aCertificate, needed: 'notAfter', text: 'subject' },
	{ method: 'PUT', path: `${API}/firmware-releases`, make: aFirmwareRelease, needed: 'status', text: 'minSecure' },
	{ method: 'PUT', path: `${API}/firmware-campaigns`, make: aFirmwareCampaign, needed: 'version', text: 'failure' },
	{ method: 'PUT', path: `${API}/expiries`, make: anExpiry, needed: 'endsOn', text: 'name' },
	{ method: 'PUT', path: `${API}/notices`, make: aNotice, needed: 'endsAt', text: 'text' }
];

export type Answer = {
	received: number;
	accepted: number;
	duplicates: number;
	rejected: number;
	errors: { line: number; field: string | null; code: string; message: string }[];
};

/** Sends records as NDJSON and checks that the answer adds up. */
export async function answerTo(
	app: TestApp,
	endpoint: Pick<Endpoint, 'method' | 'path'>,
	records: readonly Fields[]
): Promise<Answer> {
	const response = await app.send(endpoint.method, endpoint.path, records);
	const answer = (await response.json()) as Answer;
	if (response.status !== 200) throw new Error(`${endpoint.path} answered ${JSON.stringify(answer)}`);
	const { received, accepted, duplicates, rejected } = answer;
	if (received !== records.length || received !== accepted + duplicates + rejected) {
		throw new Error(`The answer does not add up: ${JSON.stringify(answer)}`);
	}
	return answer;
}
