import { defineError } from '#api/platform/errors.ts';

export const windowEmpty = defineError('fees.window_empty', 400, '`from` must lie before `to`');
export const windowTooLong = defineError('fees.window_too_long', 400, 'The window is too long');
export const noSuchDrift = defineError('fees.drift_not_found', 404, 'No fee of this series drifts');
export const changeExists = defineError(
	'fees.change_exists',
	409,
	'An agreement of this name holds for this product and these cards from that day on already'
);
export const noSuchMerchant = defineError('fees.merchant_not_found', 404, 'There is no such merchant');
