import { defineError } from '#api/platform/errors.ts';

export const terminalNotFound = defineError('terminal.not_found', 404, 'No such terminal');
