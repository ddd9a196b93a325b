// Rows as the wire has them.
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { FEE_SIGNS } from '#lib/domain/fee-signs.ts';
import { ROUNDINGS } from '#lib/domain/fees.ts';
import { cardRegionOf, PRODUCTS } from '#lib/domain/transactions.ts';
import type { ChangeRow } from './fee-changes.repo.ts';
import type { FeeDayRow, SaleRow } from './fee-sales.repo.ts';
import type { ChangeItem, CourseItem, DriftSale } from './fees.schemas.ts';

const PPM = 1_000_000;

export const currencyCode = (numeric: number) => currencyOfNumeric(String(numeric).padStart(3, '0'))?.code ?? '';
const roundingOf = (text: string | null) => ROUNDINGS.find((rounding) => rounding === text) ?? null;
const productOf = (number: number) => PRODUCTS[number] ?? 'credit';
const mccOf = (mcc: number | null) => (mcc === null ? null : String(mcc).padStart(4, '0'));

export function saleItem(row: SaleRow): DriftSale {
	const isHop = row.sign < FEE_SIGNS.indexOf('rounding');
	return {
		transactionId: row.txn_code,
		occurredAt: row.occurred_at.toISOString(),
		amountMinor: row.amount,
		currency: currencyCode(row.currency),
		chargedMinor: row.charged,
		expectedMinor: row.expected,
		driftMinor: row.expected === null ? 0 : row.charged - row.expected,
		sign: isHop ? 'other_mcc' : (FEE_SIGNS[row.sign] ?? 'as_agreed'),
		agreementId: row.agreement_code,
		cardRegion: cardRegionOf(row.card_region),
		soldRegion: cardRegionOf(row.sold_region),
		validFrom: row.valid_from,
		ratePpm: row.rate_ppm,
		capMinor: row.cap_minor,
		minMinor: row.min_minor,
		fixedMinor: row.rate_ppm === null ? null : row.fixed_minor,
		rounding: roundingOf(row.rounding),
		mcc: mccOf(row.mcc)
	};
}

export function changeItem(row: ChangeRow): ChangeItem {
	return {
		merchantId: row.merchant_code,
		merchantName: row.name,
		acquirerId: row.acquirer_code,
		product: productOf(row.product),
		cardRegion: cardRegionOf(row.card_region),
		agreementId: row.agreement_code,
		validFrom: row.valid_from,
		validTo: row.valid_to,
		ratePpm: row.rate_ppm,
		capMinor: row.cap_minor,
		minMinor: row.min_minor,
		fixedMinor: row.fixed_minor,
		rounding: roundingOf(row.rounding) ?? 'half_up',
		previousPpm: row.previous_ppm,
		document: row.document,
		enteredAt: row.entered_at.toISOString(),
		enteredBy: row.entered_by,
		approvedBy: row.approved_by,
		isWithdrawn: row.withdrawn
	};
}

const ppmOf = (feeMinor: number, amountMinor: number) =>
	amountMinor === 0 ? null : Math.max(0, Math.round((feeMinor / amountMinor) * PPM));

export function courseItem(row: FeeDayRow): CourseItem {
	return {
		day: row.day,
		product: productOf(row.product),
		currency: currencyCode(row.currency),
		sales: row.sales,
		amountMinor: row.amount_minor,
		chargedMinor: row.charged_minor,
		expectedMinor: row.expected_minor,
		effectivePpm: ppmOf(row.charged_minor, row.amount_minor),
		contractedPpm: ppmOf(row.expected_minor, row.amount_minor)
	};
}
