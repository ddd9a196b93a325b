import { defineError } from '#api/platform/errors.ts';

export const campaignUnknown = defineError('firmware.campaign_unknown', 404, 'There is no such campaign');
export const campaignShared = defineError(
	'firmware.campaign_shared',
	403,
	'The campaign has terminals of others as well'
);
export const alreadyDecided = defineError('firmware.already_decided', 409, 'It is so already');
