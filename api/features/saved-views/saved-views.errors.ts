import { defineError } from '#api/platform/errors.ts';

export const viewNotFound = defineError('view.not_found', 404, 'No such view');
export const viewNameTaken = defineError('view.name_taken', 409, 'You have a view of this name on this page');
export const tooManyViews = defineError('view.too_many', 409, 'That is as many views as one person can have');
