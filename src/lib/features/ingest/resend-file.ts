// Rejected records as a file to correct and send again.

type Rejected = { batchId: string; line: number; raw: string | null };

export type ResendFile = {
	ending: 'ndjson' | 'csv';
	contentType: string;
	text: string;
	records: number;
	/** Records whose text was not kept, since it may hold a card number: they must come from their source again. */
	withheld: number;
};

/**
 * One record a line, as it was sent; a record with several problems once. Rows of a CSV file come without their header, which is
 * not kept, so they make a CSV file of their own: the header has to be put on top again.
 */
export function resendFile(rejects: readonly Rejected[]): ResendFile {
	const records = new Map(rejects.map((reject) => [`${reject.batchId} ${reject.line}`, reject.raw]));
	const kept = [...records.values()].filter((raw) => raw !== null);
	const isJson = kept.length === 0 || kept.some((raw) => raw.trimStart().startsWith('{'));
	return {
		ending: isJson ? 'ndjson' : 'csv',
		contentType: isJson ? 'application/x-ndjson' : 'text/csv',
		text: kept.map((raw) => `${raw}\n`).join(''),
		records: kept.length,
		withheld: records.size - kept.length
	};
}
