/** Why a transaction ended as it did. The index in this list is the database's smallint: append, never reorder. */
export const CAUSES = [
	'approved',
	'network',
	'bank_system',
	'card_data',
	'card_status',
	'funds_or_limit',
	'fee_or_merchant_config',
	'security_auth',
	'fraud_risk',
	'operator',
	'unknown'
] as const;

export type Cause = (typeof CAUSES)[number];

/** The causes that explain a failure: every cause but `approved`. */
export const FAILURE_CAUSES = CAUSES.filter((cause): cause is FailureCause => cause !== 'approved');

export type FailureCause = Exclude<Cause, 'approved'>;

const INDEX_BY_CAUSE = new Map<string, number>(CAUSES.map((cause, index) => [cause, index]));

/** The database's smallint of a cause. */
export function causeIndex(cause: Cause): number {
	return INDEX_BY_CAUSE.get(cause) as number;
}

export function isCause(text: string): text is Cause {
	return INDEX_BY_CAUSE.has(text);
}
