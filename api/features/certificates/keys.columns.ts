// Keys of terminals as a file.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { KeyItem } from './keys.schemas.ts';

export const KEYS_FILE: ListFile<KeyItem> = {
	list: 'keys',
	title: { en: 'Keys of terminals', zh: '终端密钥' },
	columns: [
		...columnsOf<KeyItem>({
			terminalId: 'identifier',
			acquirerId: 'identifier',
			merchantId: 'identifier',
			merchantName: 'text',
			vendor: 'text',
			model: 'text'
		}),
		{ heading: HEADINGS.keySlot, type: 'identifier', value: ({ slot }) => slot },
		{ heading: HEADINGS.keyKind, type: 'identifier', value: ({ kind }) => kind },
		...columnsOf<KeyItem>({
			checkValue: 'identifier',
			state: 'text',
			seenFrom: 'instant',
			goneAt: 'instant',
			signedOnAt: 'instant'
		})
	]
};
