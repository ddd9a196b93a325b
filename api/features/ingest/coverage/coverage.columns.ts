// Where registry and reports disagree, as a file.
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { CoveragePlace, SenderRhythm } from './coverage.schemas.ts';

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

export const SENDERS_FILE: ListFile<SenderRhythm> = {
	list: 'senders',
	title: { en: 'Rhythm of the senders', zh: '来源上报节奏' },
	columns: columnsOf<SenderRhythm>({
		source: 'text',
		kind: 'text',
		lastAt: 'instant',
		usualGapSeconds: 'decimal',
		longestGapSeconds: 'decimal',
		gaps: 'integer',
		dueAt: 'instant',
		isOverdue: 'boolean'
	})
};
