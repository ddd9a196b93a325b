import { merchantCategory } from '#lib/domain/merchant-category.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import { cardRegionOf, PRODUCTS } from '#lib/domain/transactions.ts';
import type { FeeAgreementRow, MerchantDetailRow, MerchantRow, MerchantTerminalRow } from './merchants.repo.ts';
import type { MerchantDetail, MerchantFeeAgreement, MerchantItem } from './merchants.schemas.ts';

const FEE_CLASSES = ['standard', 'preferential', 'exempt'] as const;

type HealthRow = Pick<
	MerchantRow,
	'urgency' | 'attempts' | 'approved' | 'terminal' | 'upstream' | 'business' | 'unresolved' | 'last_transaction_at'
>;

/** A merchant without terminals, or a terminal that the state job has not seen yet, has no counts and is learning. */
export function healthOf(row: HealthRow) {
	const attempts = row.attempts ?? 0;
	const { rate, low, high } = wilsonInterval(row.terminal ?? 0, attempts);
	return {
		state: TERMINAL_STATES_BY_URGENCY[row.urgency ?? -1] ?? ('learning' as const),
		attempts,
		approved: row.approved ?? 0,
		terminal: row.terminal ?? 0,
		upstream: row.upstream ?? 0,
		business: row.business ?? 0,
		unresolved: row.unresolved ?? 0,
		rate,
		rateLow: low,
		rateHigh: high,
		lastTransactionAt: row.last_transaction_at?.toISOString() ?? null
	};
}

export function merchantItem(row: Omit<MerchantRow, 'sort_value'>): MerchantItem {
	return {
		merchantId: row.merchant_code,
		name: row.name,
		acquirerId: row.acquirer_code ?? '',
		mcc: merchantCategory(row.mcc),
		feeClass: FEE_CLASSES.find((feeClass) => feeClass === row.fee_class) ?? null,
		region: row.region_code || null,
		registered: row.is_registered,
		timeZone: row.time_zone,
		terminals: row.terminals ?? 0,
		...healthOf(row)
	};
}

/** None where the product is one that this version does not know. */
export function feeAgreementItem(row: FeeAgreementRow): MerchantFeeAgreement[] {
	const product = PRODUCTS[row.product];
	if (product === undefined) return [];
	return [
		{
			agreementId: row.agreement_code,
			product,
			cardRegion: cardRegionOf(row.card_region),
			ratePpm: row.rate_ppm,
			capMinor: row.cap_minor,
			minMinor: row.min_minor,
			fixedMinor: row.fixed_minor,
			validFrom: row.valid_from,
			validTo: row.valid_to
		}
	];
}

export function merchantDetail(
	merchant: MerchantDetailRow,
	terminals: readonly MerchantTerminalRow[],
	agreements: readonly FeeAgreementRow[]
): MerchantDetail {
	const item = merchantItem(merchant);
	const share = (count: number) => (item.attempts === 0 ? null : count / item.attempts);
	return {
		...item,
		address: merchant.address,
		lat: merchant.lat,
		lng: merchant.lng,
		opensAt: merchant.opens_at,
		closesAt: merchant.closes_at,
		socialCreditCode: merchant.social_credit_code,
		settlementAccountMasked: merchant.settlement_account_masked,
		firstSeenAt: merchant.first_seen_at.toISOString(),
		updatedAt: merchant.updated_at.toISOString(),
		approvalRate: share(item.approved),
		upstreamRate: share(item.upstream),
		businessRate: share(item.business),
		unresolvedRate: share(item.unresolved),
		feeAgreements: agreements.flatMap(feeAgreementItem),
		terminalItems: terminals.map((terminal) => ({
			terminalId: terminal.terminal_code,
			serial: terminal.serial,
			vendor: terminal.vendor || null,
			model: terminal.model || null,
			status: terminal.status,
			registered: terminal.is_registered,
			...healthOf(terminal)
		}))
	};
}
