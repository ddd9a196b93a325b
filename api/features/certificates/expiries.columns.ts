// Approvals and SIM plans as a file.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { ExpiryItem } from './expiries.schemas.ts';

export const EXPIRIES_FILE: ListFile<ExpiryItem> = {
	list: 'expiries',
	title: { en: 'Approvals and SIM plans', zh: '认证与 SIM 卡套餐' },
	columns: [
		{ heading: HEADINGS.paperKind, type: 'text', value: ({ kind }) => kind },
		{ heading: HEADINGS.paperNumber, type: 'identifier', value: ({ number }) => number },
		...columnsOf<ExpiryItem>({
			vendor: 'text',
			model: 'text',
			name: 'text',
			carrier: 'text',
			validFrom: 'date',
			endsOn: 'date',
			state: 'text'
		}),
		{ heading: HEADINGS.paperSource, type: 'text', value: ({ source }) => source },
		...columnsOf<ExpiryItem>({
			verifiedOn: 'date',
			verifiedBy: 'text',
			terminals: 'integer',
			terminalId: 'identifier'
		})
	]
};
