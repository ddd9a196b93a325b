// The work list as a file: one row for each terminal or merchant, with the reason to begin with.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf, type Column } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { AttentionItem } from './attention.schemas.ts';

const first = ({ reasons }: AttentionItem) => reasons[0];

const FIRST_REASON: Column<AttentionItem>[] = [
	{ heading: HEADINGS.reason, type: 'text', value: (item) => first(item)?.kind ?? null },
	{ heading: HEADINGS.cause, type: 'text', value: (item) => first(item)?.cause ?? null },
	{ heading: HEADINGS.since, type: 'instant', value: (item) => first(item)?.since ?? null },
	{ heading: HEADINGS.failures, type: 'integer', value: (item) => first(item)?.evidence.k ?? null },
	{ heading: HEADINGS.attempts, type: 'integer', value: (item) => first(item)?.evidence.n ?? null },
	{ heading: HEADINGS.expected, type: 'decimal', value: (item) => first(item)?.evidence.expected ?? null },
	{ heading: HEADINGS.about, type: 'identifier', value: (item) => first(item)?.evidence.about ?? null },
	{ heading: HEADINGS.wanted, type: 'identifier', value: (item) => first(item)?.evidence.wanted ?? null },
	{ heading: HEADINGS.endsAt, type: 'instant', value: (item) => first(item)?.evidence.endsAt ?? null },
	{ heading: HEADINGS.action, type: 'text', value: (item) => first(item)?.action ?? null },
	{
		heading: HEADINGS.otherReasons,
		type: 'text',
		value: ({ reasons }) =>
			reasons
				.slice(1)
				.map(({ kind }) => kind)
				.join(' ') || null
	}
];

export const ATTENTION_FILE: ListFile<AttentionItem> = {
	list: 'attention',
	title: { en: 'Needs attention', zh: '待处理' },
	columns: [
		...columnsOf<AttentionItem>({
			terminalId: 'identifier',
			merchantId: 'identifier',
			merchantName: 'text',
			acquirerId: 'identifier',
			vendor: 'text',
			model: 'text',
			region: 'text',
			state: 'text',
			costOfWaitingMinorPerDay: 'money',
			currency: 'text'
		}),
		...FIRST_REASON,
		{ heading: HEADINGS.markStatus, type: 'text', value: ({ mark }) => mark?.status ?? null },
		{ heading: HEADINGS.until, type: 'instant', value: ({ mark }) => mark?.until ?? null },
		{ heading: HEADINGS.note, type: 'text', value: ({ mark }) => mark?.note ?? null },
		{ heading: HEADINGS.markedBy, type: 'text', value: ({ mark }) => mark?.markedBy ?? null },
		{ heading: HEADINGS.markedAt, type: 'instant', value: ({ mark }) => mark?.markedAt ?? null }
	]
};
