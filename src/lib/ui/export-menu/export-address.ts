/** The files that every list can be downloaded as. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The address of a list as a file: same filter and order, all rows. */
export function exportAddress(href: string, format: ExportFormat): string {
	const [path = '', query] = href.split('?');
	const params = new URLSearchParams(query);
	for (const paging of ['limit', 'cursor']) params.delete(paging);
	params.set('format', format);
	return `${path}?${params.toString()}`;
}
