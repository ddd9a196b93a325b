import type { Cause } from '#lib/domain/causes.ts';
import type { FaultEffect, FaultTargets } from './fault-effects.ts';
import type { FeeTerms } from '#lib/domain/fees.ts';
import type { Product } from '#lib/domain/transactions.ts';
import type { NoticeRecord } from './records.ts';

export const FAULT_KINDS = [
	'issuer_outage',
	'issuer_maintenance',
	'host_outage',
	'carrier_outage',
	'cut_over',
	'bad_firmware',
	'harmless_firmware',
	'expired_certificates',
	'dying_reader',
	'lost_keys',
	'moved_terminal',
	'pin_pad_fault',
	'silent_terminals',
	'merchant_misconfigured',
	'unmapped_code',
	'silent_raise',
	'cap_not_applied',
	'fixed_fee_added',
	'configured_differs',
	'stale_rate',
	'minimum_fee_applied',
	'rounding',
	'mcc_hop'
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export type FaultDimension =
	'issuer' | 'acquirer' | 'carrier' | 'region' | 'model' | 'firmware' | 'certificate' | 'merchant' | 'terminal';

/** Ground truth: one fault that was put into the demo, in the words in which a verdict should name it. */
export interface PlannedFault {
	readonly kind: FaultKind;
	/** Null for a fault that fails no sale, such as a wrong fee. */
	readonly cause: Cause | null;
	readonly dimension: FaultDimension;
	readonly values: readonly string[];
	/** Other dimensions that narrow it. */
	readonly within: Partial<Record<FaultDimension, string>>;
	readonly startsAt: string;
	/** Null while nobody has repaired it. */
	readonly endsAt: string | null;
	/** Only these minutes of each local day, for what comes back daily; null for all the time. */
	readonly dailyAt: { readonly from: string; readonly to: string } | null;
	/** Response codes by which it shows; `null` is no answer. */
	readonly codes: readonly (string | null)[];
	/** The product that a wrong fee is charged on; null for every other fault. */
	readonly product: Product | null;
	/** Who suffers; empty when it meets every terminal alike. */
	readonly terminalIds: readonly string[];
	readonly description: string;
}

/** From an instant on, other terms instead of those that were agreed on at first: agreed on anew, charged, or configured. */
export interface FeeDeviation {
	readonly fromMs: number;
	readonly product: Product;
	readonly change: (agreed: FeeTerms) => FeeTerms;
}

export interface MccHop {
	readonly fromMs: number;
	readonly share: number;
	readonly mcc: string;
}

export interface FirmwareUpdate {
	readonly atMs: number;
	readonly version: string;
}

/** Everything that goes wrong in a demo, and the announcements that belong to it. */
export interface FaultPlan {
	readonly faults: readonly PlannedFault[];
	readonly targets: FaultTargets;
	readonly notices: readonly NoticeRecord[];
	/** By index of the merchant: agreements that replace earlier ones while the demo lasts. */
	readonly agreedFees: ReadonlyMap<number, readonly FeeDeviation[]>;
	/** By index of the merchant. */
	readonly chargedFees: ReadonlyMap<number, readonly FeeDeviation[]>;
	readonly mccHops: ReadonlyMap<number, MccHop>;
	/** By index of the terminal. */
	readonly configuredFees: ReadonlyMap<number, readonly FeeDeviation[]>;
	readonly firmwareUpdates: ReadonlyMap<number, FirmwareUpdate>;
	/** When the certificate of a terminal ends, where the demo decides it. */
	readonly certificateEndsMs: ReadonlyMap<number, number>;
	/** When the certificate was renewed after it had ended. */
	readonly certificateRenewedMs: ReadonlyMap<number, number>;
	/** Since when a terminal has no keys left. */
	readonly keysLostMs: ReadonlyMap<number, number>;
	/** Where a terminal stands that was carried away, and since when. */
	readonly movedTo: ReadonlyMap<number, { readonly fromMs: number; readonly lat: number; readonly lng: number }>;
}

/** An effect that is there at once, on every attempt, until repaired; the base that each fault changes. */
export const PLAIN_EFFECT: Omit<FaultEffect, 'startsAtMs' | 'codes' | 'share'> = {
	endsAtMs: Number.POSITIVE_INFINITY,
	dailyMs: null,
	rampMs: 0,
	latencyMs: null,
	salesFactor: 1,
	entryModes: null,
	products: null,
	isReportingSilent: false
};
