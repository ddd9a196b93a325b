import { required } from './field.ts';
import { mcc } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { checkPlace, latitude, longitude } from './shared-fields.ts';
import { isSocialCreditCode } from './social-credit-code.ts';
import { choice, id, shaped, text, TIME_OF_DAY, timeZone } from './text-fields.ts';

export const merchantSpec = defineRecord({
	kind: 'merchant',
	description: 'A merchant as registered; sent again it is replaced',
	fields: {
		merchantId: required(id('Merchant as its acquirer names it')),
		name: required(text(500, 'Name as on its sign')),
		acquirerId: required(id('Acquirer that signed it')),
		mcc: mcc('Merchant category code of the contract'),
		feeClass: choice(['standard', 'preferential', 'exempt'], 'Class that decides its fees'),
		region: text(64, 'Region, for comparing like with like'),
		address: text(300, 'Postal address'),
		lat: latitude('The shop'),
		lng: longitude('The shop'),
		timeZone: timeZone('IANA zone of its opening hours'),
		opensAt: shaped(TIME_OF_DAY, 'When it opens'),
		closesAt: shaped(TIME_OF_DAY, 'When it closes; earlier than opensAt means the next morning'),
		socialCreditCode: text(32, 'Unified social credit code'),
		settlementAccountMasked: text(64, 'Settlement account with its middle hidden')
	},
	check: ({ lat, lng }, findings) => checkPlace({ lat: 'lat', lng: 'lng' }, lat, lng, findings),
	build: (read) => read,
	// Seventeen of its digits pass Luhn's check one time in ten; its own check character tells it from a card number.
	provenIdentifiers: (value) => {
		const code = (value as { socialCreditCode?: unknown } | null)?.socialCreditCode;
		return typeof code === 'string' && isSocialCreditCode(code) ? [code] : [];
	}
});

export type MerchantRecord = NonNullable<ReturnType<typeof merchantSpec.validate>>;
