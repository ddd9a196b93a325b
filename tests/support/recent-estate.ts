// What the terminals of the recent days are made of: firmware, keys, certificates and fees, each with something that goes wrong silently.
import { aCertificate, aFeeAgreement, aFirmwareCampaign, aFirmwareRelease, aHeartbeat, anExpiry } from './builders.ts';
import { MERCHANT_IDS, TERMINAL_IDS } from './recent-days.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AGREED_PPM = 6_000;

const OLD = '3.8.0';
const CURRENT = '3.9.1';
const NEXT = '4.0.0';
const FIRMWARE: Readonly<Record<string, string>> = { 'T-03': OLD, 'T-04': NEXT, 'T-05': NEXT };
const firmwareOf = (terminalId: string) => FIRMWARE[terminalId] ?? CURRENT;

/** Days until the end of each one's certificate; of the others it ends in two years. */
const CERTIFICATE_DAYS: Readonly<Record<string, number>> = { 'T-01': 20, 'T-02': 60, 'T-06': 5, 'T-07': -3 };
/** One key pair on two devices. */
const CLONE = { original: 'T-08', copy: 'T-09' };

const keys = [
	{ slot: 1, kind: 'TMK', kcv: 'A1B2C3' },
	{ slot: 2, kind: 'TPK', kcv: 'D4E5F6' },
	{ slot: 3, kind: 'TAK', kcv: '0718AB' }
];
/** One terminal has lost the key that its messages are authenticated with. */
const keysOf = (terminalId: string) => (terminalId === 'T-10' ? keys.slice(0, 2) : keys);

const hex = (terminalId: string) => Buffer.from(terminalId.padEnd(32, '.')).toString('hex');

type Batch = { method: 'PUT' | 'POST'; path: string; records: readonly object[] };

/** In the order in which they are sent, after terminals and before transactions. */
export function estateBefore(now: Date): Batch[] {
	return [
		{ method: 'PUT', path: '/firmware-releases', records: releases(now) },
		{ method: 'PUT', path: '/firmware-campaigns', records: campaign(now) },
		{ method: 'PUT', path: '/fee-agreements', records: agreements() },
		{ method: 'PUT', path: '/certificates', records: certificates(now) },
		{ method: 'PUT', path: '/expiries', records: papers(now) },
		{ method: 'POST', path: '/ingest/heartbeats', records: heartbeats(now) }
	];
}

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms).toISOString();

function releases(now: Date): object[] {
	return [
		aFirmwareRelease({ version: OLD, rank: 380, status: 'withdrawn', releasedAt: ago(now, 400 * DAY_MS) }),
		aFirmwareRelease({ version: CURRENT, rank: 391, releasedAt: ago(now, 200 * DAY_MS), minSecure: CURRENT }),
		aFirmwareRelease({ version: NEXT, rank: 400, status: 'rollout', releasedAt: ago(now, 20 * DAY_MS) })
	];
}

function campaign(now: Date): object[] {
	return [
		{ terminalId: 'T-04', ring: 0, outcome: 'installed' },
		{ terminalId: 'T-05', ring: 0, outcome: 'installed' },
		{ terminalId: 'T-06', ring: 1, outcome: 'failed', failure: 'battery below 20 %' },
		{ terminalId: 'T-07', ring: 1 }
	].map((part) =>
		aFirmwareCampaign({ version: NEXT, startsAt: ago(now, part.ring === 0 ? DAY_MS : HOUR_MS), ...part })
	);
}

function agreements(): object[] {
	return MERCHANT_IDS.map((merchantId) =>
		aFeeAgreement({ agreementId: `FEE-${merchantId}`, merchantId, product: 'debit', ratePpm: AGREED_PPM })
	);
}

function certificates(now: Date): object[] {
	return TERMINAL_IDS.map((terminalId) =>
		aCertificate({
			terminalId,
			subject: `CN=${terminalId}`,
			fingerprintSha256: hex(terminalId === CLONE.copy ? CLONE.original : terminalId),
			notBefore: ago(now, 700 * DAY_MS),
			notAfter: ago(now, -(CERTIFICATE_DAYS[terminalId] ?? 730) * DAY_MS)
		})
	);
}

const dayIn = (now: Date, days: number) => ago(now, -days * DAY_MS).slice(0, 10);

/** An approval that nobody has verified, one that is over, and a plan that ends soon. */
function papers(now: Date): object[] {
	const dates = (endsInDays: number) => ({ validFrom: dayIn(now, -400), endsOn: dayIn(now, endsInDays) });
	return [
		anExpiry({ number: '4-30123', ...dates(150) }),
		anExpiry({ kind: 'emv_level_2', number: 'LOA-2201', ...dates(-40), verifiedOn: dayIn(now, -30) }),
		anExpiry({
			...{ kind: 'sim_plan', number: '8986001122334455667', vendor: null, model: null, carrier: 'China Mobile' },
			...{ name: '30 MB', ...dates(12), source: 'Contract of the carrier', verifiedOn: dayIn(now, -5) }
		})
	];
}

function heartbeats(now: Date): object[] {
	return TERMINAL_IDS.map((terminalId) =>
		aHeartbeat({
			terminalId,
			at: ago(now, 5 * 60_000),
			firmware: firmwareOf(terminalId),
			keys: keysOf(terminalId),
			feeProfile: [{ product: 'debit', ratePpm: AGREED_PPM }]
		})
	);
}
