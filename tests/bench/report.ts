// What a group of measurements found, as a table for people and as JSON for comparing runs.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';

/** One row of what has to be reached. `ask` is null where a figure is given for information only. */
export type Figure = {
	row: string;
	what: string;
	value: number;
	ask: { atLeast: number } | { atMost: number } | null;
	unit?: string;
};

const RESULTS_FOLDER = 'bench-results';

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export function holds({ value, ask }: Figure): boolean {
	if (ask === null) return true;
	return 'atLeast' in ask ? value >= ask.atLeast : value <= ask.atMost;
}

/** Prints and keeps the figures; answers whether all asks hold. */
export async function report(group: string, figures: readonly Figure[], details: object): Promise<boolean> {
	const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`;
	const lines = figures.map((figure) => [
		figure.row,
		figure.what,
		shown(figure.value) + (figure.unit ?? ''),
		asked(figure),
		figure.ask === null ? '' : holds(figure) ? 'ok' : 'MISSED'
	]);
	console.log(`\n${group} on ${machine}`);
	console.log(asTable([['row', 'what', 'measured', 'asked', ''], ...lines]));
	await mkdir(RESULTS_FOLDER, { recursive: true });
	const at = new Date().toISOString();
	const file = path.join(RESULTS_FOLDER, `${group}-${at.replaceAll(/[:.]/g, '-')}.json`);
	await writeFile(file, `${JSON.stringify({ group, at, machine, figures, details }, null, '\t')}\n`);
	console.log(`kept in ${file}`);
	return figures.every(holds);
}

const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function asked({ ask }: Figure): string {
	if (ask === null) return '';
	return 'atLeast' in ask ? `>= ${ask.atLeast}` : `<= ${ask.atMost}`;
}

export function asTable(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
