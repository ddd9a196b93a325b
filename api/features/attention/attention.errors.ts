import { defineError } from '#api/platform/errors.ts';

export const nothingToMark = defineError('attention.nothing_to_mark', 404, 'Nothing of the work list is about this');
export const snoozeInPast = defineError('attention.snooze_in_past', 400, 'A snooze ends in the future');
