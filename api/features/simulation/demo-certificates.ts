import { isoInstant, MS_PER_DAY, startOfLocalDay } from './demo-calendar.ts';
import { DEVICE_MODELS } from './devices.ts';
import { ACQUIRER_IDS } from './places.ts';
import type { FaultPlan } from './planned-faults.ts';
import type { DemoTerminal, Population } from './population.ts';
import { Random } from './random.ts';
import type { CertificateRecord } from './records.ts';

const STREAM_CERTIFICATES = 8;
const CLIENT_LIFETIME_DAYS = 730;
const ROOT_LIFETIME_DAYS = 3650;

/** A batch that was made in one afternoon ends in one night: the cliff a certificate page must warn of. */
const CLIFF = { acquirerId: 'DEMO-EAST', share: 0.18, endsInDays: 21 } as const;

/** The certificate a terminal presents at an instant; it changes when an ended one is renewed. */
export function clientCertificate(
	terminal: DemoTerminal,
	plan: FaultPlan,
	seed: number,
	toMs: number,
	atMs: number
): CertificateRecord {
	const random = new Random(seed, STREAM_CERTIFICATES, terminal.index);
	const inCliff = terminal.merchant.acquirerId === CLIFF.acquirerId && random.chance(CLIFF.share);
	const usualDays = inCliff ? CLIFF.endsInDays : 25 + random.below(680);
	const firstEndsMs = plan.certificateEndsMs.get(terminal.index) ?? startOfLocalDay(toMs) + usualDays * MS_PER_DAY;
	const renewedMs = plan.certificateRenewedMs.get(terminal.index);
	const isRenewed = renewedMs !== undefined && atMs >= renewedMs;
	const serials = [random.hex(40), random.hex(40)];
	const fingerprints = [random.hex(64), random.hex(64)];
	const nth = isRenewed ? 1 : 0;
	const notBeforeMs = isRenewed ? renewedMs : firstEndsMs - CLIENT_LIFETIME_DAYS * MS_PER_DAY;
	return {
		terminalId: terminal.terminalId,
		kind: 'tls_client',
		subject: `CN=${terminal.terminalId},O=Demo`,
		issuer: `CN=${terminal.merchant.acquirerId} Device CA,O=Demo`,
		serialNumber: serials[nth] as string,
		fingerprintSha256: fingerprints[nth] as string,
		notBefore: isoInstant(notBeforeMs),
		notAfter: isoInstant(notBeforeMs + CLIENT_LIFETIME_DAYS * MS_PER_DAY)
	};
}

/** Every certificate of the fleet as it stands at an instant, those that are shared first. */
export function certificateRecords(
	population: Population,
	plan: FaultPlan,
	seed: number,
	toMs: number,
	atMs: number
): CertificateRecord[] {
	const vendors = [...new Set(DEVICE_MODELS.map((model) => model.vendor))];
	return [
		...ACQUIRER_IDS.map((acquirerId, index) => sharedCertificate({ acquirerId }, 'tls_root', index, seed, toMs)),
		...vendors.map((vendor, index) => sharedCertificate({ vendor }, 'tms_root', 10 + index, seed, toMs)),
		...vendors.map((vendor, index) => sharedCertificate({ vendor }, 'signing', 20 + index, seed, toMs)),
		...population.terminals.map((terminal) => clientCertificate(terminal, plan, seed, toMs, atMs))
	];
}

/** The last acquirer's root ends within a quarter: a whole fleet offline in one hour if nobody acts. */
const ROOT_ENDS_IN_DAYS = [1900, 1240, 820, 75] as const;

function sharedCertificate(
	owner: { acquirerId: string } | { vendor: string },
	kind: 'tls_root' | 'tms_root' | 'signing',
	number: number,
	seed: number,
	toMs: number
): CertificateRecord {
	const random = new Random(seed, STREAM_CERTIFICATES, -1 - number);
	const endsInDays = ROOT_ENDS_IN_DAYS[number] ?? 400 + random.below(2200);
	const endsMs = startOfLocalDay(toMs) + endsInDays * MS_PER_DAY;
	const name = 'vendor' in owner ? owner.vendor : owner.acquirerId;
	const role = { tls_root: 'Root CA', tms_root: 'TMS Root', signing: 'Firmware Signing' }[kind];
	return {
		...owner,
		kind,
		subject: `CN=${name} ${role},O=Demo`,
		issuer: `CN=${name} ${role},O=Demo`,
		serialNumber: random.hex(40),
		fingerprintSha256: random.hex(64),
		notBefore: isoInstant(endsMs - ROOT_LIFETIME_DAYS * MS_PER_DAY),
		notAfter: isoInstant(endsMs)
	};
}
