// The list of merchants, and what is agreed on with one, as files.
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { MerchantFeeAgreement, MerchantItem } from './merchants.schemas.ts';

export const MERCHANTS_FILE: ListFile<MerchantItem> = {
	list: 'merchants',
	title: { en: 'Merchants', zh: '商户' },
	columns: columnsOf<MerchantItem>({
		merchantId: 'identifier',
		name: 'text',
		acquirerId: 'identifier',
		mcc: 'identifier',
		feeClass: 'text',
		region: 'text',
		registered: 'boolean',
		timeZone: 'text',
		terminals: 'integer',
		state: 'text',
		attempts: 'integer',
		approved: 'integer',
		terminal: 'integer',
		upstream: 'integer',
		business: 'integer',
		unresolved: 'integer',
		rate: 'proportion',
		rateLow: 'proportion',
		rateHigh: 'proportion',
		lastTransactionAt: 'instant'
	})
};

/** Amounts are whole minor units: an agreement does not name its currency. */
export const FEE_AGREEMENTS_FILE: ListFile<MerchantFeeAgreement> = {
	list: 'fee-agreements',
	title: { en: 'Fee agreements', zh: '费率协议' },
	columns: columnsOf<MerchantFeeAgreement>({
		agreementId: 'identifier',
		product: 'text',
		cardRegion: 'text',
		ratePpm: 'integer',
		capMinor: 'integer',
		minMinor: 'integer',
		fixedMinor: 'integer',
		validFrom: 'date',
		validTo: 'date'
	})
};
