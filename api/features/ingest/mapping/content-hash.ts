import { hash } from 'node:crypto';
import { defineError } from '#api/platform/errors.ts';

export const tooManyRows = defineError('mapping.too_many_rows', 400, 'The file has too many rows for ids by content');

/** Remembering a row costs about 40 bytes; this many cost 400 MB. */
const ROWS_MAX = 10_000_000;

/**
 * Names a row by its content, so that the same file imported again gives the same ids. Identical rows get the number of their
 * occurrence into the hash: two equal sales in one minute stay two sales.
 */
export function contentHasher(): (cells: readonly string[]) => string {
	const met = new Set<number>();
	const repeats = new Map<number, number>();
	return (cells) => {
		const content = JSON.stringify(cells);
		const digest = sha256(content);
		const key = digest.readUIntBE(0, 6);
		if (!met.has(key)) {
			if (met.size >= ROWS_MAX)
				throw tooManyRows(`Ids by content work for ${ROWS_MAX} rows; map a column that holds an id.`);
			met.add(key);
			return digest.toString('hex', 0, 16);
		}
		const occurrence = (repeats.get(key) ?? 1) + 1;
		repeats.set(key, occurrence);
		return sha256(`${content}#${occurrence}`).toString('hex', 0, 16);
	};
}

function sha256(text: string): Buffer {
	return hash('sha256', text, 'buffer');
}
