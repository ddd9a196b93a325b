// The records of the wire format as a sender writes them. The simulator stands where a customer's systems stand, so these
// are its own: it would be no test of the ingest if both shared their types.
import type { CodeProfile, Connection, EntryMode, Product, TransactionType } from '#lib/domain/transactions.ts';

export interface TransactionRecord {
	id: string;
	terminalId: string;
	merchantId: string;
	acquirerId: string;
	occurredAt: string;
	type: TransactionType;
	product: Product;
	codeProfile: CodeProfile;
	responseCode: string | null;
	amountMinor: number;
	currency: string;
	issuer: string;
	entryMode: EntryMode;
	latencyMs: number;
	feeMinor: number | null;
	mcc: string;
	cardToken: string;
	reversalReason?: string;
}

export interface HeartbeatRecord {
	terminalId: string;
	at: string;
	firmware: string;
	appVersion: string;
	connection: Connection;
	carrier?: string;
	rssiDbm?: number;
	rttMs: number;
	lossPct: number;
	batteryPct?: number;
	storageFreePct: number;
	clockSkewMs: number;
	lat: number;
	lng: number;
	accuracyM: number;
	iccid?: string;
	tamper: boolean;
	keys: { slot: number; kind: string; kcv: string }[];
	counters: { swipes: number; prints: number; insertions: number };
	feeProfile: { product: Product; ratePpm: number; capMinor: number | null; fixedMinor: number | null }[];
	certificates: { fingerprintSha256: string; kind: CertificateRecord['kind']; notAfter: string }[];
}

export interface MerchantRecord {
	merchantId: string;
	name: string;
	acquirerId: string;
	mcc: string;
	feeClass: 'standard' | 'preferential' | 'exempt';
	region: string;
	address: string;
	lat: number;
	lng: number;
	timeZone: string;
	opensAt: string;
	closesAt: string;
	socialCreditCode: string;
	settlementAccountMasked: string;
}

export interface TerminalRecord {
	terminalId: string;
	serial: string;
	merchantId?: string;
	acquirerId: string;
	vendor: string;
	model: string;
	firmware: string;
	appVersion: string;
	connection: Connection;
	carrier?: string;
	iccid?: string;
	registeredLat?: number;
	registeredLng?: number;
	address?: string;
	installedAt: string;
	ptsApproval: string;
	status: 'active' | 'spare' | 'repair' | 'retired';
}

export interface FeeAgreementRecord {
	agreementId: string;
	merchantId: string;
	product: Product;
	ratePpm: number;
	capMinor: number | null;
	minMinor: number | null;
	fixedMinor: number | null;
	rounding: 'half_up' | 'truncate';
	validFrom: string;
	validTo: string | null;
	document: string;
}

export interface CertificateRecord {
	terminalId?: string;
	acquirerId?: string;
	vendor?: string;
	kind: 'tls_client' | 'tls_root' | 'tms_root' | 'signing';
	subject: string;
	issuer: string;
	serialNumber: string;
	fingerprintSha256: string;
	notBefore: string;
	notAfter: string;
}

export interface ExpiryRecord {
	kind: 'pts' | 'unionpay' | 'emv_level_1' | 'emv_level_2' | 'sim_plan';
	number: string;
	vendor: string | null;
	model: string | null;
	name: string;
	carrier: string | null;
	validFrom: string;
	endsOn: string;
	source: string;
	verifiedOn: string | null;
}

export interface FirmwareReleaseRecord {
	vendor: string;
	model: string;
	version: string;
	rank: number;
	status: 'rollout' | 'current' | 'supported' | 'end_of_support' | 'withdrawn';
	releasedAt: string;
	endOfSupportAt: string | null;
	minSecure: string | null;
}

export interface FirmwareCampaignRecord {
	campaignId: string;
	terminalId: string;
	name: string;
	vendor: string;
	model: string;
	version: string;
	ring: number;
	status: 'planned' | 'running' | 'paused' | 'completed' | 'cancelled';
	startsAt: string;
	windowFrom: string;
	windowTo: string;
	outcome: 'pending' | 'installed' | 'failed';
	failure: string | null;
}

export interface NoticeRecord {
	noticeId: string;
	issuer?: string;
	acquirerId?: string;
	carrier?: string;
	kind: 'maintenance' | 'outage';
	startsAt: string;
	endsAt: string;
	text: string;
	publishedAt: string;
}
