import { required } from './field.ts';
import { ANY_RANGE, instant, INT32_MAX, integer } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { checkOrder } from './shared-fields.ts';
import { choice, text } from './text-fields.ts';

export const firmwareReleaseSpec = defineRecord({
	kind: 'firmwareRelease',
	description: 'One firmware version of one model in its vendor’s catalogue',
	fields: {
		vendor: required(text(64, 'Maker')),
		model: required(text(64, 'Model')),
		version: required(text(128, 'Version as terminals report it')),
		rank: integer(
			{ min: 0, max: INT32_MAX },
			'Order within the model, higher is newer; versions are never ordered as text'
		),
		status: required(
			choice(['rollout', 'current', 'supported', 'end_of_support', 'withdrawn'], 'Where it stands in its life')
		),
		releasedAt: instant(ANY_RANGE, 'When it was released'),
		endOfSupportAt: instant(ANY_RANGE, 'When its support ends'),
		minSecure: text(128, 'Oldest version of the model that is still secure')
	},
	check: ({ releasedAt, endOfSupportAt }, findings) =>
		checkOrder({ start: 'releasedAt', end: 'endOfSupportAt' }, releasedAt, endOfSupportAt, findings),
	build: ({ releasedAt, endOfSupportAt, ...rest }) => ({
		...rest,
		releasedAtMs: releasedAt,
		endOfSupportAtMs: endOfSupportAt
	})
});

export type FirmwareReleaseRecord = NonNullable<ReturnType<typeof firmwareReleaseSpec.validate>>;
