import type { ChunkCollector } from './chunk-collector.ts';

/** Reads the JSON text of one record into the collector; blank text is no record. */
export function parseRecord(text: string, line: number, out: ChunkCollector): void {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const raw = text.trim();
		if (raw === '') return;
		const message = `is not JSON: ${explain(raw, error)}`;
		out.reject(line, [{ field: null, code: 'record.malformed_json', message }], raw);
		return;
	}
	out.add(line, value, text);
}

/** In our own words: the engine's message may quote the record. */
function explain(raw: string, error: unknown): string {
	if (raw.startsWith('\ufeff')) return 'it begins with a byte order mark, which only the first line may';
	if (raw.includes('\0')) return 'it holds NUL bytes';
	if (/[:[,]\s*-?(NaN|Infinity)\b/.test(raw)) return 'NaN and Infinity are no numbers in JSON; send null';
	if (raw.includes('\r')) return 'lines must end with a line feed; a carriage return alone ends none';
	if (raw.startsWith('[')) return 'for a JSON array send Content-Type application/json';
	if (!raw.startsWith('{')) return 'each line must be one object in { }';
	const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
	if (position !== undefined && Number(position) < raw.length) return `see character ${Number(position) + 1}`;
	return 'it ends too early';
}
