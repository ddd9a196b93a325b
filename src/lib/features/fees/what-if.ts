// A proposed rate, as it stands in the address of its page: read from the form's fields, with what is wrong said by field.
import { ROUNDINGS, type Rounding } from '#lib/domain/fees.ts';
import { parseMajorAmount, parseRatePercent } from '#lib/domain/money.ts';
import type { WindowPreset } from '#lib/domain/time-windows.ts';
import { PRODUCTS, type Product } from '#lib/domain/transactions.ts';

/** Agreements name no currency: amounts are of the fleet's own until somebody says otherwise. */
const CURRENCY_USUAL = 'CNY';
export const WHAT_IF_WINDOW_USUAL: WindowPreset = '30d';

export const WHAT_IF_AMOUNTS = ['cap', 'minimum', 'fixed'] as const;
type AmountField = (typeof WHAT_IF_AMOUNTS)[number];
type Field = 'merchant' | 'acquirer' | 'rate' | AmountField;
export type WhatIfProblem = 'not_a_rate' | 'not_an_amount' | 'cap_below_minimum';

/** The fields as they were typed. */
export type WhatIfFields = Readonly<Record<Field, string>> & { product: Product; rounding: Rounding; currency: string };

/** What the API is asked; null where nothing was proposed. */
export type WhatIfAsked = {
	/** One merchant, those of an acquirer, or without either all of them. */
	merchant?: string;
	acquirer?: string;
	product: Product;
	ratePpm: number;
	capMinor: number | null;
	minMinor: number | null;
	fixedMinor: number | null;
	rounding: Rounding;
	window?: WindowPreset;
	from?: string;
	to?: string;
};

export type WhatIfReading = {
	fields: WhatIfFields;
	problems: Partial<Record<Field, WhatIfProblem>>;
	/** Null until a rate is named, and while something is wrong. */
	asked: WhatIfAsked | null;
};

export function readWhatIf(
	params: URLSearchParams,
	window: Pick<WhatIfAsked, 'window' | 'from' | 'to'>
): WhatIfReading {
	const text = (name: string) => params.get(name)?.trim() ?? '';
	const fields: WhatIfFields = {
		merchant: text('merchant'),
		acquirer: text('acquirer'),
		rate: text('rate'),
		cap: text('cap'),
		minimum: text('minimum'),
		fixed: text('fixed'),
		product: PRODUCTS.find((each) => each === text('product')) ?? 'debit',
		rounding: ROUNDINGS.find((each) => each === text('rounding')) ?? 'half_up',
		currency: /^[A-Z]{3}$/.test(text('currency')) ? text('currency') : CURRENCY_USUAL
	};
	const ratePpm = fields.rate === '' ? null : parseRatePercent(fields.rate);
	const amounts = Object.fromEntries(
		WHAT_IF_AMOUNTS.map((field) => [field, fields[field] === '' ? null : amountOf(fields[field], fields.currency)])
	) as Record<AmountField, number | null>;
	const problems: WhatIfReading['problems'] = {};
	if (fields.rate !== '' && ratePpm === null) problems.rate = 'not_a_rate';
	for (const field of WHAT_IF_AMOUNTS) {
		if (fields[field] !== '' && amounts[field] === null) problems[field] = 'not_an_amount';
	}
	const { cap, minimum } = amounts;
	if (cap !== null && minimum !== null && cap < minimum) problems.cap = 'cap_below_minimum';
	if (ratePpm === null || Object.keys(problems).length > 0) return { fields, problems, asked: null };
	const { merchant, acquirer, product, rounding } = fields;
	const whose = { ...(merchant !== '' && { merchant }), ...(acquirer !== '' && { acquirer }) };
	const terms = { ratePpm, capMinor: cap, minMinor: minimum, fixedMinor: amounts.fixed, rounding };
	return { fields, problems, asked: { ...whose, product, ...terms, ...window } };
}

function amountOf(text: string, currency: string): number | null {
	const amountMinor = parseMajorAmount(text, currency);
	return amountMinor === null || amountMinor < 0 ? null : amountMinor;
}
