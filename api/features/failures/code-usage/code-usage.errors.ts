import { defineError } from '#api/platform/errors.ts';

export const windowEmpty = defineError('window.empty', 400, '`from` must lie before `to`');
export const windowTooLong = defineError('window.too_long', 400, 'The window is too long for this question');
export const codeNotFound = defineError('response_code.not_found', 404, 'No such response code');
