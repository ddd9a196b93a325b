import { defineError } from '#api/platform/errors.ts';

export const certificateNotFound = defineError('certificate.not_found', 404, 'There is no such certificate');
