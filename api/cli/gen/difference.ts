/** Enough to see what happened; `npm run gen` and `git diff` show the rest. */
const LINES_SHOWN_MAX = 20;

/** The lines that `before` has and `after` lacks, and the reverse, with line numbers. Empty when nothing differs. */
export function differenceOf(path: string, before: string | null, after: string | null): string {
	if (before === after) return '';
	if (before === null) return `${path}: missing`;
	if (after === null) return `${path}: should not exist any more`;
	const [oldLines, newLines] = [before.split('\n'), after.split('\n')];
	const changes = [...missingIn(newLines, oldLines, '-'), ...missingIn(oldLines, newLines, '+')];
	changes.sort((a, b) => a.line - b.line);
	const shown = changes.slice(0, LINES_SHOWN_MAX).map((change) => `  ${change.line}\t${change.sign} ${change.text}`);
	const rest = changes.length - shown.length;
	if (rest > 0) shown.push(`  … and ${rest} more lines`);
	return [`${path}: differs${shown.length > 0 ? '' : ' in the order of its lines'}`, ...shown].join('\n');
}

function missingIn(others: string[], lines: string[], sign: '-' | '+') {
	const left = new Map<string, number>();
	for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
	return lines.flatMap((text, index) => {
		const count = left.get(text) ?? 0;
		left.set(text, count - 1);
		return count > 0 ? [] : [{ line: index + 1, sign, text }];
	});
}
