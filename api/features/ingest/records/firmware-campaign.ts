import { CAMPAIGN_STATUSES, UPDATE_OUTCOMES } from '#lib/domain/firmware-campaigns.ts';
import { required } from './field.ts';
import { ANY_RANGE, instant, integer } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { choice, id, shaped, text, TIME_OF_DAY } from './text-fields.ts';

const RING_MAX = 1_000;

export const firmwareCampaignSpec = defineRecord({
	kind: 'firmwareCampaign',
	description: 'One terminal of one campaign of updates, as the vendor’s tool exports it',
	fields: {
		campaignId: required(id('Campaign as its owner names it')),
		terminalId: required(id('Terminal to update')),
		name: text(200, 'What people call the campaign'),
		vendor: required(text(64, 'Maker')),
		model: required(text(64, 'Model')),
		version: required(text(128, 'Version to update to, as terminals report it')),
		ring: required(integer({ min: 0, max: RING_MAX }, 'Which wave the terminal is in; 0 goes first')),
		status: required(choice(CAMPAIGN_STATUSES, 'Where the campaign stands')),
		startsAt: instant(ANY_RANGE, 'When the ring begins'),
		windowFrom: shaped(TIME_OF_DAY, 'Updates happen from this local time of the terminal’s place'),
		windowTo: shaped(TIME_OF_DAY, 'to this one; earlier than windowFrom means the next morning'),
		outcome: choice(UPDATE_OUTCOMES, 'What the tool says came of it'),
		failure: text(500, 'Why it failed')
	},
	check: ({ windowFrom, windowTo }, findings) => {
		if ((windowFrom === null) !== (windowTo === null) && findings.problems.length === 0) {
			findings.add(
				windowFrom === null ? 'windowFrom' : 'windowTo',
				'missing',
				'is required with the other end of the window'
			);
		}
	},
	build: ({ startsAt, ...rest }) => ({ ...rest, startsAtMs: startsAt })
});

export type FirmwareCampaignRecord = NonNullable<ReturnType<typeof firmwareCampaignSpec.validate>>;
