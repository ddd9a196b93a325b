// The list of merchants whose rate changed as a file.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { MerchantChange } from './merchant-changes.schemas.ts';

export const MERCHANT_CHANGES_FILE: ListFile<MerchantChange> = {
	list: 'merchant-changes',
	title: { en: 'Merchants whose rate changed', zh: '失败率变化的商户' },
	columns: [
		...columnsOf<MerchantChange>({
			merchantId: 'identifier',
			name: 'text',
			acquirerId: 'identifier',
			region: 'text',
			mcc: 'identifier',
			registered: 'boolean',
			state: 'text',
			attempts: 'integer',
			terminal: 'integer',
			rate: 'proportion',
			rateLow: 'proportion',
			rateHigh: 'proportion'
		}),
		{ heading: HEADINGS.previousAttempts, type: 'integer', value: ({ previous }) => previous.attempts },
		{ heading: HEADINGS.previousTerminal, type: 'integer', value: ({ previous }) => previous.terminal },
		{ heading: HEADINGS.previousRate, type: 'proportion', value: ({ previous }) => previous.rate },
		{ heading: HEADINGS.previousRateLow, type: 'proportion', value: ({ previous }) => previous.rateLow },
		{ heading: HEADINGS.previousRateHigh, type: 'proportion', value: ({ previous }) => previous.rateHigh },
		{ heading: HEADINGS.rateChange, type: 'decimal', value: ({ change }) => change },
		...columnsOf<MerchantChange>({ changeLow: 'decimal', changeHigh: 'decimal' })
	]
};
