/** How far the recovery of a drift has come, in the order in which it goes. Rows of the database name them. */
export const FEE_CLAIM_STATUSES = ['acknowledged', 'disputed', 'recovered'] as const;

export type FeeClaimStatus = (typeof FEE_CLAIM_STATUSES)[number];

/** With that of which nobody has said anything yet. */
export const FEE_CLAIM_FILTERS = ['new', ...FEE_CLAIM_STATUSES] as const;

export type FeeClaimFilter = (typeof FEE_CLAIM_FILTERS)[number];
