import { defineError } from '#api/platform/errors.ts';

export const expiryUnknown = defineError('expiry.unknown', 404, 'There is no such approval or SIM plan');
export const expiryShared = defineError('expiry.shared', 403, 'Only who sees the whole fleet verifies papers of all');
export const verifiedInFuture = defineError('expiry.verified_in_future', 400, 'Nothing is verified on a day to come');
