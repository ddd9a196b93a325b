import type { IngestAnswer } from '#api/features/ingest/ingest.usecases.ts';

const REJECTS_SHOWN_MAX = 10;

/** What became of an import, for a person to read. */
export function importSummary(answer: IngestAnswer, dryRun: boolean, elapsedMs: number): string[] {
	const { received, accepted, duplicates, rejected } = answer;
	const seconds = elapsedMs / 1000;
	const width = String(received).length;
	const row = (name: string, count: number, note = '') => `  ${name.padEnd(12)}${String(count).padStart(width)}${note}`;
	return [
		dryRun ? 'Checked, nothing stored:' : `Imported as batch ${answer.batchId}:`,
		row(
			'received',
			received,
			`  in ${seconds.toFixed(1)} s, ${Math.round(received / Math.max(seconds, 0.001))} a second`
		),
		row(dryRun ? 'acceptable' : 'accepted', accepted),
		row('duplicates', duplicates),
		row('rejected', rejected),
		...ignoredLines(answer.ignoredFields),
		...rejectLines(answer)
	];
}

function ignoredLines(fields: readonly string[]): string[] {
	return fields.length === 0 ? [] : [`Fields that are not part of a record were left out: ${fields.join(', ')}`];
}

function rejectLines({ errors, rejected }: IngestAnswer): string[] {
	if (errors.length === 0) return [];
	const shown = errors.slice(0, REJECTS_SHOWN_MAX);
	const lines = shown.map(
		({ line, field, code, message }) => `  line ${line}: ${field ?? 'the record'} ${message} (${code})`
	);
	const lastLine = shown.at(-1)?.line ?? 0;
	const isPart = errors.length > shown.length || new Set(errors.map((error) => error.line)).size < rejected;
	return ['Rejected:', ...lines, ...(isPart ? [`  … and more after line ${lastLine}`] : [])];
}
