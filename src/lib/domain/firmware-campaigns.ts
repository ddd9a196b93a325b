// Campaigns: updates that somebody planned, ring after ring.

export const CAMPAIGN_STATUSES = ['planned', 'running', 'paused', 'completed', 'cancelled'] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

/** What the vendor's tool says came of the update of one terminal. */
export const UPDATE_OUTCOMES = ['pending', 'downloading', 'downloaded', 'installed', 'failed'] as const;
export type UpdateOutcome = (typeof UPDATE_OUTCOMES)[number];
