// What ends on a date beside certificates: approvals of models and SIM plans. They are dated data, never constants: dates get extended.

/** `pts`: PCI PTS POI approval of the model. `unionpay`: UnionPay's certification for its network. `emv_level_*`: EMVCo letters. */
export const EXPIRY_KINDS = ['pts', 'unionpay', 'emv_level_1', 'emv_level_2', 'sim_plan'] as const;
export type ExpiryKind = (typeof EXPIRY_KINDS)[number];

/** By its last day; exactly one on any day. */
export const EXPIRY_STATES = ['expired', 'critical', 'soon', 'ahead', 'valid'] as const;
export type ExpiryState = (typeof EXPIRY_STATES)[number];

/** Up to how many days before the last one each state reaches; the same limits as those of certificates that last for years. */
export const EXPIRY_LIMITS = [
	{ state: 'critical', days: 7 },
	{ state: 'soon', days: 30 },
	{ state: 'ahead', days: 90 }
] as const;

/** `daysLeft`: from today to the last day, which still counts; below zero it is over. */
export function expiryState(daysLeft: number): ExpiryState {
	if (daysLeft < 0) return 'expired';
	return EXPIRY_LIMITS.find(({ days }) => daysLeft <= days)?.state ?? 'valid';
}

/** A terminal whose SIM plan has ended falls silent; the end of an approval stops nobody from selling. */
export const stopsSales = (kind: ExpiryKind): boolean => kind === 'sim_plan';
