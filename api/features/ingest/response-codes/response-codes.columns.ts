// The map of response codes as a file.
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { RuleItem } from './response-codes.schemas.ts';

export const RESPONSE_CODES_FILE: ListFile<RuleItem> = {
	list: 'response-codes',
	title: { en: 'Response codes', zh: '应答码' },
	columns: columnsOf<RuleItem>({
		codeProfile: 'text',
		responseCode: 'identifier',
		isPrefix: 'boolean',
		validFrom: 'instant',
		cause: 'text',
		scope: 'text',
		meaningEn: 'text',
		meaningZh: 'text',
		confidence: 'text',
		note: 'text'
	})
};
