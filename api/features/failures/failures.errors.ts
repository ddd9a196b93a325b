import { defineError } from '#api/platform/errors.ts';

export const windowEmpty = defineError('window.empty', 400, '`from` must lie before `to`');
export const windowTooLong = defineError('window.too_long', 400, 'The window is too long for this question');
export const seriesTooWide = defineError('series.too_many_points', 400, 'The series has too many points');
