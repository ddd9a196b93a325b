/** What a fleet can meet for the first time, besides terminals and merchants. */
export const FIRST_SEEN_KINDS = ['firmware', 'model', 'carrier', 'code'] as const;
export type FirstSeenKind = (typeof FIRST_SEEN_KINDS)[number];
