import { z } from '@hono/zod-openapi';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Record<ExportFormat, string> = {
	csv: 'text/csv; charset=utf-8; header=present',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	ndjson: 'application/x-ndjson',
	parquet: 'application/vnd.apache.parquet'
};

/** More than anybody reads, and what a spreadsheet of two sheets holds. Beyond it a filter is the better answer. */
export const EXPORT_ROWS_MAX = 2_000_000;

/** Part of the query of every list. */
export const exportQuery = {
	format: z
		.enum(EXPORT_FORMATS)
		.optional()
		.openapi({
			description: `Answers all matching rows as this file, whatever \`limit\` and \`cursor\` say; at most ${EXPORT_ROWS_MAX}. Headings are in the language of the cookie \`lang\` or of Accept-Language`
		})
};
