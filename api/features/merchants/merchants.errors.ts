import { defineError } from '#api/platform/errors.ts';

export const merchantNotFound = defineError('merchant.not_found', 404, 'No such merchant');
