import { RELEASE_STATUSES } from '#lib/domain/firmware-judgement.ts';
import { VERSION_SCHEMES } from '#lib/domain/version-schemes.ts';
import { required, type OptionalField } from './field.ts';
import { ANY_RANGE, instant, INT32_MAX, integer } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { checkOrder } from './shared-fields.ts';
import { choice, text } from './text-fields.ts';

const VERSION_LENGTH_MAX = 128;

const version = text(
	VERSION_LENGTH_MAX,
	'Oldest version of the model that is still secure, or true when this is the one'
);

/** Catalogues say it either way: which version it is, or of each version whether it is the one. */
const minSecure: OptionalField<string> = {
	...version,
	read: (value, name, findings) => (typeof value === 'boolean' ? String(value) : version.read(value, name, findings)),
	schema: { ...version.schema, type: ['string', 'boolean'] }
};

function oldestSecure(told: string | null, itself: string): string | null {
	if (told === 'true') return itself;
	return told === 'false' ? null : told;
}

export const firmwareReleaseSpec = defineRecord({
	kind: 'firmwareRelease',
	description: 'One firmware version of one model in its vendor’s catalogue',
	fields: {
		vendor: required(text(64, 'Maker')),
		model: required(text(64, 'Model')),
		version: required(text(VERSION_LENGTH_MAX, 'Version as terminals report it')),
		rank: integer(
			{ min: 0, max: INT32_MAX },
			'Order within the model, higher is newer; versions are never ordered as text'
		),
		status: required(choice(RELEASE_STATUSES, 'Where it stands in its life')),
		releasedAt: instant(ANY_RANGE, 'When it was released'),
		endOfSupportAt: instant(ANY_RANGE, 'When its support ends'),
		minSecure,
		scheme: choice(VERSION_SCHEMES, 'How versions of the model without a rank are ordered; left out: by their shape')
	},
	check: ({ releasedAt, endOfSupportAt }, findings) =>
		checkOrder({ start: 'releasedAt', end: 'endOfSupportAt' }, releasedAt, endOfSupportAt, findings),
	build: ({ releasedAt, endOfSupportAt, ...rest }) => ({
		...rest,
		minSecure: oldestSecure(rest.minSecure, rest.version),
		releasedAtMs: releasedAt,
		endOfSupportAtMs: endOfSupportAt
	})
});

export type FirmwareReleaseRecord = NonNullable<ReturnType<typeof firmwareReleaseSpec.validate>>;
