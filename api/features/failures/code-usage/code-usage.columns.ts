import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { UsageItem } from './code-usage.schemas.ts';

export const USAGE_FILE: ListFile<UsageItem> = {
	list: 'response-codes',
	title: { en: 'Response codes', zh: '应答码' },
	columns: [
		...columnsOf<UsageItem>({
			codeProfile: 'text',
			responseCode: 'identifier',
			meaningEn: 'text',
			meaningZh: 'text',
			cause: 'text',
			scope: 'text',
			isMapped: 'boolean',
			actor: 'text',
			retry: 'text',
			transactions: 'integer',
			attempts: 'integer',
			share: 'proportion',
			shareLow: 'proportion',
			shareHigh: 'proportion',
			previousAttempts: 'integer',
			previousShare: 'proportion',
			change: 'decimal',
			changeLow: 'decimal',
			changeHigh: 'decimal',
			terminals: 'integer',
			merchants: 'integer',
			issuers: 'integer',
			amountMinor: 'money'
		}),
		{ heading: HEADINGS.currency, type: 'text', value: (item) => item.currency },
		...columnsOf<UsageItem>({ firstSeenAt: 'instant' }),
		{ heading: HEADINGS.lastAt, type: 'instant', value: (item) => item.lastSeenAt }
	]
};
