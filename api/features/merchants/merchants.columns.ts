// The list of merchants as a file.
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { MerchantItem } from './merchants.schemas.ts';

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
