import { EXPIRY_KINDS } from '#lib/domain/expiries.ts';
import { required } from './field.ts';
import { defineRecord } from './record-spec.ts';
import { checkOrder } from './shared-fields.ts';
import { calendarDate, choice, text } from './text-fields.ts';

/** ITU-T E.118: 89 for telecommunications, then up to 18 digits; some carriers print the check digit as a letter. */
const ICCID = /^89\d{16,17}[\dA-F]?$/;

export const expirySpec = defineRecord({
	kind: 'expiry',
	description: 'An approval of a model or a SIM plan, with the date on which it ends and where that date is from',
	fields: {
		kind: required(choice(EXPIRY_KINDS, 'What ends')),
		number: required(text(64, 'Number of the approval; of a SIM plan the ICCID')),
		vendor: text(64, 'Maker of the model that is approved'),
		model: text(64, 'Model that is approved'),
		name: text(500, 'Version or class of the approval, or the name of the plan'),
		carrier: text(64, 'Carrier of the SIM'),
		validFrom: calendarDate('First day'),
		endsOn: required(calendarDate('Last day')),
		source: required(text(500, 'Where the dates are from: a document or an address')),
		verifiedOn: calendarDate('When somebody last held the dates against their source; left out when nobody has')
	},
	check: ({ kind, number, vendor, model, validFrom, endsOn }, findings) => {
		if (findings.problems.length > 0) return;
		checkOrder({ start: 'validFrom', end: 'endsOn' }, validFrom, endsOn, findings);
		if (kind === 'sim_plan') {
			if (!ICCID.test(number ?? ''))
				findings.add('number', 'not_an_iccid', 'must be the ICCID of the SIM: 18 to 20 digits from 89');
			if (vendor !== null || model !== null) {
				findings.add('model', 'not_of_a_model', 'must be left out together with vendor: a SIM plan belongs to a SIM');
			}
			return;
		}
		const help = 'is required for an approval: it is of a model';
		if (vendor === null) findings.add('vendor', 'missing', help);
		if (model === null) findings.add('model', 'missing', help);
	},
	build: (read) => read
});

export type ExpiryRecord = NonNullable<ReturnType<typeof expirySpec.validate>>;
