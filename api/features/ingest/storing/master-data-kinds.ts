// How each kind of master data is told apart, read back and written. The rest of an upsert is the same for all (ingest-master-data.ts).
import type { Sql } from '#api/platform/db/client.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { CertificateRecord } from '../records/certificate.ts';
import type { ExpiryRecord } from '../records/expiry.ts';
import type { FeeAgreementRecord } from '../records/fee-agreement.ts';
import type { FirmwareCampaignRecord } from '../records/firmware-campaign.ts';
import type { FirmwareReleaseRecord } from '../records/firmware-release.ts';
import type { MerchantRecord } from '../records/merchant.ts';
import type { NoticeRecord } from '../records/notice.ts';
import type { TerminalRecord } from '../records/terminal.ts';
import { pairKey, type Identifiers } from './identifiers.ts';
import * as certificates from './certificate-records.repo.ts';
import * as expiries from './expiry-records.repo.ts';
import * as campaigns from './firmware-campaigns.repo.ts';
import * as repo from './master-data.repo.ts';

export type Refusal = { field: string; code: string; message: string };

export type Writing = {
	sql: Sql;
	identifiers: Identifiers;
	now: Date;
	/** Who sends it, for what keeps a ledger. */
	sender: string;
	/** Whose things the sender may change, for what several share. */
	scope: Scope;
};

export type MasterDataKind<T> = {
	/** What makes two records the same thing. */
	keyOf(record: T): string;
	/** The acquirer a record belongs to; null = a thing of the whole fleet, which only a full-fleet sender may write. */
	acquirerOf(record: T): string | null;
	/** The stored records among these, in the wire's shape. */
	find(sql: Sql, records: readonly T[]): Promise<T[]>;
	/** True when the stored record already says all that the sent one says. */
	says?(stored: T, sent: T): boolean;
	/** What is refused because of something that is not there yet. */
	refuse?(identifiers: Identifiers, records: readonly T[]): Promise<(record: T) => Refusal | null>;
	write(writing: Writing, records: readonly T[]): Promise<void>;
	/** Whether the registry that transactions are stamped from has changed by it. */
	changesRegistry: boolean;
};

const numberOrZero = (numbers: ReadonlyMap<string, number>, code: string | null) =>
	code === null ? 0 : (numbers.get(code) ?? 0);
const numberOrNull = (numbers: ReadonlyMap<string, number>, code: string | null) =>
	code === null ? null : (numbers.get(code) ?? null);

export const merchantKind: MasterDataKind<MerchantRecord> = {
	changesRegistry: true,
	keyOf: (record) => record.merchantId,
	acquirerOf: (record) => record.acquirerId,
	find: async (sql, records) =>
		repo.findMerchants(
			sql,
			records.map((record) => record.merchantId)
		),
	async write({ sql, identifiers, now }, records) {
		const acquirers = await identifiers.dimension(
			'acquirer',
			records.map((record) => record.acquirerId)
		);
		const regions = await identifiers.dimension(
			'region',
			records.map((record) => record.region)
		);
		const rows = records.map(({ acquirerId, region, ...rest }) => ({
			...rest,
			acquirerNumber: acquirers.get(acquirerId)!,
			regionNumber: numberOrZero(regions, region)
		}));
		await repo.writeMerchants(sql, rows, now);
	}
};

/** Told by heartbeats too: a registry that leaves them out does not wipe them, and one that differs does not win. */
const REPORTED_FIELDS = ['firmware', 'appVersion', 'connection', 'carrier'] as const;

export const terminalKind: MasterDataKind<TerminalRecord> = {
	changesRegistry: true,
	keyOf: (record) => record.terminalId,
	acquirerOf: (record) => record.acquirerId,
	find: async (sql, records) =>
		repo.findTerminals(
			sql,
			records.map((record) => record.terminalId)
		),
	says(stored, sent) {
		const { isHeard = false, ...before } = stored as Partial<repo.StoredTerminal> & TerminalRecord;
		const told: TerminalRecord = { ...sent, status: sent.status ?? 'active' };
		for (const field of REPORTED_FIELDS) {
			if (told[field] === null || isHeard) Object.assign(told, { [field]: before[field] });
		}
		if (told.vendor === null && told.model === null)
			Object.assign(told, { vendor: before.vendor, model: before.model });
		return sameContent({ ...before, status: before.status ?? 'active' }, told);
	},
	async write(writing, records) {
		const { sql, identifiers, now } = writing;
		const acquirers = await identifiers.dimension(
			'acquirer',
			records.map((record) => record.acquirerId)
		);
		const carriers = await identifiers.dimension(
			'carrier',
			records.map((record) => record.carrier)
		);
		const firmware = await identifiers.dimension(
			'firmware',
			records.map((record) => record.firmware)
		);
		const appVersions = await identifiers.dimension(
			'app_version',
			records.map((record) => record.appVersion)
		);
		const modelOf = (record: TerminalRecord) => [record.vendor ?? '', record.model ?? ''] as const;
		const models = await identifiers.pairs('terminal_model', records.map(modelOf));
		const placed = records.filter((record) => record.merchantId !== null);
		const merchants = await identifiers.takeMerchants(
			placed.map((record) => ({ merchantId: record.merchantId!, acquirerId: record.acquirerId })),
			acquirers,
			now
		);
		const rows = records.map((record) => ({
			...record,
			acquirerNumber: acquirers.get(record.acquirerId)!,
			merchantNumber: record.merchantId === null ? null : merchants.get(record.merchantId)!.merchantId,
			modelNumber: models.get(pairKey(...modelOf(record))) ?? 0,
			firmwareNumber: numberOrZero(firmware, record.firmware),
			appVersionNumber: numberOrZero(appVersions, record.appVersion),
			carrierNumber: numberOrZero(carriers, record.carrier),
			connectionNumber: record.connection ?? 0
		}));
		await repo.writeTerminals(sql, rows, now);
	}
};

export const feeAgreementKind: MasterDataKind<FeeAgreementRecord> = {
	changesRegistry: false,
	keyOf: (record) => JSON.stringify([record.agreementId, record.product, record.cardRegion, record.validFrom]),
	acquirerOf: () => null,
	find: async (sql, records) =>
		repo.findFeeAgreements(
			sql,
			records.map((record) => record.agreementId)
		),
	says: (stored, sent) => sameContent(stored, { ...sent, rounding: sent.rounding ?? 'half_up' }),
	async refuse(identifiers, records) {
		const known = await identifiers.merchantsByCode(records.map((record) => record.merchantId));
		return ({ merchantId }) =>
			known.has(merchantId)
				? null
				: { field: 'merchantId', code: 'merchantId.unknown', message: 'Send this merchant first (PUT /merchants)' };
	},
	async write({ sql, identifiers, now, sender }, records) {
		const merchants = await identifiers.merchantsByCode(records.map((record) => record.merchantId));
		const rows = records.map(({ merchantId, ...rest }) => ({ ...rest, merchantNumber: merchants.get(merchantId)! }));
		await repo.writeFeeAgreements(sql, rows, { now, sender });
	}
};

export function ownerOf(record: CertificateRecord): certificates.CertificateOwner {
	if (record.terminalId !== null) return { ownerKind: 'terminal', ownerCode: record.terminalId };
	if (record.acquirerId !== null) return { ownerKind: 'acquirer', ownerCode: record.acquirerId };
	return { ownerKind: 'vendor', ownerCode: record.vendor ?? '' };
}

export const certificateKind: MasterDataKind<CertificateRecord> = {
	changesRegistry: false,
	keyOf: (record) => JSON.stringify([record.fingerprintSha256, ownerOf(record)]),
	acquirerOf: (record) => record.acquirerId,
	find: async (sql, records) => {
		const stored = await certificates.findCertificates(
			sql,
			records.map((record) => record.fingerprintSha256)
		);
		return stored.map(({ ownerKind, ownerCode, acquirerCode, ...rest }) => ({
			terminalId: ownerKind === 'terminal' ? ownerCode : null,
			acquirerId: acquirerCode,
			vendor: ownerKind === 'vendor' ? ownerCode : null,
			...rest
		}));
	},
	/** The fields of a certificate that was read itself say nothing new of it. */
	says: (stored, sent) => {
		if (stored.keyType !== null && sent.keyType === null) return stored.kind === sent.kind;
		// Of a terminal the registry says whose it is, and of what a terminal has its vendor is no part.
		const { acquirerId } = stored;
		const told = sent.terminalId === null ? { ...sent, vendor: sent.acquirerId === null ? sent.vendor : null } : null;
		return sameContent(stored, told ?? { ...sent, acquirerId, vendor: null });
	},
	async refuse(identifiers, records) {
		const known = await identifiers.acquirersOfTerminals(terminalsOf(records));
		const acquirers = await identifiers.dimension('acquirer', []);
		return ({ terminalId, acquirerId }) => {
			if (terminalId === null) return null;
			const acquirer = known.get(terminalId);
			// A terminal of another acquirer is answered like one that does not exist.
			if (acquirer !== undefined && (acquirerId === null || acquirers.get(acquirerId) === acquirer)) return null;
			const of = acquirerId === null ? '' : ` of ${acquirerId}`;
			return {
				field: 'terminalId',
				code: 'terminalId.unknown',
				message: `There is no such terminal${of}; send it first (PUT /terminals)`
			};
		};
	},
	async write({ sql, identifiers, now, scope }, records) {
		const acquirers = await identifiers.dimension(
			'acquirer',
			records.map((record) => record.acquirerId)
		);
		const terminals = await identifiers.acquirersOfTerminals(terminalsOf(records));
		const rows = records.map(({ terminalId, acquirerId, vendor, ...rest }) => ({
			...rest,
			...ownerOf({ terminalId, acquirerId, vendor, ...rest }),
			acquirerNumber: terminalId === null ? numberOrNull(acquirers, acquirerId) : (terminals.get(terminalId) ?? null)
		}));
		await certificates.writeCertificates(sql, rows, { now, scope });
	}
};

const terminalsOf = (records: readonly CertificateRecord[]) =>
	records.flatMap((record) => (record.terminalId === null ? [] : [record.terminalId]));

export const firmwareReleaseKind: MasterDataKind<FirmwareReleaseRecord> = {
	changesRegistry: false,
	keyOf: (record) => JSON.stringify([record.vendor, record.model, record.version]),
	acquirerOf: () => null,
	find: async (sql, records) =>
		repo.findFirmwareReleases(
			sql,
			records.map((record) => record.version)
		),
	write: async ({ sql, now }, records) => repo.writeFirmwareReleases(sql, records, now)
};

export const firmwareCampaignKind: MasterDataKind<FirmwareCampaignRecord> = {
	changesRegistry: false,
	keyOf: (record) => JSON.stringify([record.campaignId, record.terminalId]),
	acquirerOf: () => null,
	find: async (sql, records) => campaigns.findFirmwareCampaigns(sql, records),
	write: async ({ sql, now }, records) => campaigns.writeFirmwareCampaigns(sql, records, now)
};

export const expiryKind: MasterDataKind<ExpiryRecord> = {
	changesRegistry: false,
	keyOf: (record) => JSON.stringify([record.kind, record.number, record.vendor, record.model]),
	acquirerOf: () => null,
	find: async (sql, records) =>
		expiries.findExpiries(
			sql,
			records.map((record) => record.number)
		),
	says: (stored, sent) => sameContent(stored, { ...sent, verifiedOn: sent.verifiedOn ?? stored.verifiedOn }),
	write: async ({ sql, now, sender }, records) => expiries.writeExpiries(sql, records, { now, sender })
};

export const noticeKind: MasterDataKind<NoticeRecord> = {
	changesRegistry: false,
	keyOf: (record) => record.noticeId,
	acquirerOf: (record) => record.acquirerId,
	find: async (sql, records) =>
		repo.findNotices(
			sql,
			records.map((record) => record.noticeId)
		),
	async write({ sql, identifiers, now }, records) {
		const issuers = await identifiers.dimension(
			'issuer',
			records.map((record) => record.issuer)
		);
		const acquirers = await identifiers.dimension(
			'acquirer',
			records.map((record) => record.acquirerId)
		);
		const carriers = await identifiers.dimension(
			'carrier',
			records.map((record) => record.carrier)
		);
		const rows = records.map(({ issuer, acquirerId, carrier, ...rest }) => ({
			...rest,
			issuerNumber: numberOrNull(issuers, issuer),
			acquirerNumber: numberOrNull(acquirers, acquirerId),
			carrierNumber: numberOrNull(carriers, carrier)
		}));
		await repo.writeNotices(sql, rows, now);
	}
};

/** Field by field, whatever the order of the fields. */
export function sameContent(a: object, b: object): boolean {
	const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
	const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
	return [...fields].every((field) => (left[field] ?? null) === (right[field] ?? null));
}
