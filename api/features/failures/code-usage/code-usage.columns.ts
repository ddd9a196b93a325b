import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { CodePlaceOfKind, UsageItem } from './code-usage.schemas.ts';

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

export const PLACES_FILE: ListFile<CodePlaceOfKind> = {
	list: 'code-places',
	title: { en: 'Where a response code happens', zh: '应答码分布' },
	columns: [
		{ heading: HEADINGS.place, type: 'text', value: ({ place }) => place },
		{ heading: HEADINGS.identifier, type: 'identifier', value: ({ id }) => id },
		{ heading: HEADINGS.label, type: 'text', value: ({ label }) => label },
		{ heading: HEADINGS.withCode, type: 'integer', value: ({ count }) => count },
		...columnsOf<CodePlaceOfKind>({
			attempts: 'integer',
			share: 'proportion',
			shareLow: 'proportion',
			shareHigh: 'proportion'
		})
	]
};
