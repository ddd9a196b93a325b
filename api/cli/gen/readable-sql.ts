/** Clauses that begin a line of their own in generated SQL. */
const CLAUSES = [
	'with(?= "?\\w+"? as )',
	'select',
	'from',
	'inner join',
	'left join',
	'cross join',
	'join',
	'where',
	'group by',
	'having',
	'window',
	'order by',
	'limit',
	'offset',
	'union all',
	'on conflict',
	'values',
	'set',
	'returning',
	'for update'
];
const CLAUSE = new RegExp(`^ ?(${CLAUSES.join('|')})\\b`);
/** Enough to recognise one. */
const CLAUSE_CHARACTERS_MAX = 80;
/** A bracket that holds less stays on its line. */
const BRACKET_CHARACTERS_MAX = 80;

/**
 * SQL written by hand, which begins on a new line, keeps its lines, moved to the left margin; what a query builder makes is
 * broken at its clauses.
 */
export function readableSql(sql: string): string {
	return /^\s*\n/.test(sql) ? dedented(sql) : brokenAtClauses(onOneLine(sql));
}

const onOneLine = (sql: string) =>
	sql
		.trim()
		.replaceAll(/\s*\n\s*/g, ' ')
		.replaceAll('( ', '(')
		.replaceAll(' )', ')');

function dedented(sql: string): string {
	const lines = sql
		.replace(/^\s*\n/, '')
		.trimEnd()
		.split('\n');
	const indents = lines.slice(1).filter((line) => line.trim() !== '');
	const firstIndent = indentOf(lines[0] ?? '');
	const margin = Math.min(...[...indents.map(indentOf), ...(firstIndent > 0 ? [firstIndent] : [])]);
	return lines
		.map((line, index) => (index === 0 ? line.trim() : line.slice(Math.min(margin, indentOf(line))).trimEnd()))
		.join('\n');
}

const indentOf = (line: string) => line.length - line.trimStart().length;

function brokenAtClauses(sql: string): string {
	let result = '';
	let depth = 0;
	let isQuoted = '';
	const brokenAt: boolean[] = [];
	for (let at = 0; at < sql.length; at++) {
		const character = sql[at] ?? '';
		if (isQuoted) {
			if (character === isQuoted) isQuoted = '';
		} else if (character === "'" || character === '"') {
			isQuoted = character;
		} else if (character === '(') {
			const breaks = isLongQuery(sql, at);
			brokenAt.push(breaks);
			if (breaks) depth += 1;
		} else if (character === ')') {
			if (brokenAt.pop()) {
				depth -= 1;
				result += `\n${'\t'.repeat(depth)}`;
			}
		} else if (at > 0 && brokenAt.every(Boolean)) {
			const clause = CLAUSE.exec(sql.slice(at, at + CLAUSE_CHARACTERS_MAX));
			if (clause && (character === ' ' || sql[at - 1] === '(')) {
				result += `\n${'\t'.repeat(depth)}${clause[1]}`;
				at += clause[0].length - 1;
				continue;
			}
		}
		result += character;
	}
	return result;
}

function isLongQuery(sql: string, open: number): boolean {
	let depth = 0;
	for (let at = open; at < sql.length; at++) {
		if (sql[at] === '(') depth += 1;
		if (sql[at] === ')') depth -= 1;
		if (depth === 0) return at - open > BRACKET_CHARACTERS_MAX && /^\((select|with)\b/.test(sql.slice(open, open + 10));
	}
	return false;
}
