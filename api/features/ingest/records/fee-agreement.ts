import { PRODUCTS } from '#lib/domain/transactions.ts';
import { required } from './field.ts';
import { integer } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { cardRegion, checkOrder, flag } from './shared-fields.ts';
import { calendarDate, choice, choiceIndex, id, text } from './text-fields.ts';

const MINOR = { min: 0, max: 1e12 };

export const feeAgreementSpec = defineRecord({
	kind: 'feeAgreement',
	description: 'What a merchant agreed to pay for one product, of all cards or those of one region, from a date on',
	fields: {
		agreementId: required(id('Agreement as its owner names it')),
		merchantId: required(id('Merchant that signed it')),
		product: required(choiceIndex(PRODUCTS, 'What is paid with')),
		cardRegion: cardRegion(
			'Cards that it holds for, where their sales say where they come from; without it every card that no line of its own holds for'
		),
		ratePpm: required(integer({ min: 0, max: 1_000_000 }, 'Parts per million: 0.60 % is 6000, 0.0325 % is 325')),
		capMinor: integer(MINOR, 'Highest fee of a sale'),
		minMinor: integer(MINOR, 'Lowest fee of a sale'),
		fixedMinor: integer(MINOR, 'Fixed part, on top of the rate'),
		rounding: choice(['half_up', 'truncate'], 'How the fee is brought to whole minor units; half_up when not said'),
		validFrom: required(calendarDate('First day it holds')),
		validTo: calendarDate('Last day it holds; open when absent'),
		document: text(200, 'Where the signed paper is'),
		withdrawn: flag(
			'Takes the line back that was sent by mistake: it never held. Of the same agreement, product, cards and first day'
		)
	},
	check: ({ validFrom, validTo, capMinor, minMinor }, findings) => {
		checkOrder({ start: 'validFrom', end: 'validTo' }, validFrom, validTo, findings);
		if (capMinor != null && minMinor != null && capMinor < minMinor) {
			findings.add('capMinor', 'below_minimum', 'must not be below minMinor');
		}
	},
	build: ({ rounding, cardRegion: region, withdrawn, ...rest }) => ({
		...rest,
		withdrawn: withdrawn ?? false,
		cardRegion: region ?? 0,
		rounding: rounding ?? ('half_up' as const)
	})
});

export type FeeAgreementRecord = NonNullable<ReturnType<typeof feeAgreementSpec.validate>>;
