import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { FirstSeen } from './first-seen.schemas.ts';

export const FIRST_SEEN_FILE: ListFile<FirstSeen> = {
	list: 'first-seen',
	title: { en: 'Seen for the first time', zh: '首次出现' },
	columns: [
		...columnsOf<FirstSeen>({ firstAt: 'instant' }),
		{ heading: HEADINGS.firstSeenKind, type: 'text', value: ({ kind }) => kind },
		...columnsOf<FirstSeen>({
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			carrier: 'text',
			codeProfile: 'text',
			responseCode: 'identifier',
			meaningEn: 'text',
			meaningZh: 'text',
			isMapped: 'boolean',
			terminals: 'integer'
		})
	]
};
