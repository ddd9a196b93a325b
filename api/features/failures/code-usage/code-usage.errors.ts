import { defineError } from '#api/platform/errors.ts';

export const codeNotFound = defineError('response_code.not_found', 404, 'No such response code');
