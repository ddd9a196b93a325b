// Where registry and reports disagree, as a file.
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { CoveragePlace } from './coverage.schemas.ts';

export const COVERAGE_FILE: ListFile<CoveragePlace> = {
	list: 'coverage',
	title: { en: 'Expected and seen', zh: '应报与实报' },
	columns: columnsOf<CoveragePlace>({
		terminalId: 'identifier',
		merchantId: 'identifier',
		merchantName: 'text',
		acquirerId: 'identifier',
		firstSeenAt: 'instant',
		lastTransactionAt: 'instant',
		lastSeenAt: 'instant'
	})
};
