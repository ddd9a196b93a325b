import { defineError } from '#api/platform/errors.ts';

export const acquirerUnknown = defineError('acquirer.not_found', 404, 'No such acquirer');
export const keyNotFound = defineError('api_key.not_found', 404, 'No such API key in use');
export const personExists = defineError('person.exists', 409, 'Somebody has this e-mail address already');
export const personNotFound = defineError('person.not_found', 404, 'Nobody has this e-mail address');
export const passwordTooShort = defineError('person.password_too_short', 400, 'The password is too short');
