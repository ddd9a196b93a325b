import { DISTRIBUTED, LOCAL, REFERENCE } from './distribution.ts';

/** What Citus refuses and a reader of SQL can see; the reasons were found by running everything there. */
const REFUSED: readonly { pattern: RegExp; reason: string }[] = [
	{
		pattern: /\bcreate\s+(or\s+replace\s+)?(constraint\s+)?trigger\b/i,
		reason: 'triggers: write roll-ups and audit rows in the statement itself'
	},
	{
		pattern: /\bgrouping\s+sets\b|\b(rollup|cube)\s*\(/i,
		reason: 'GROUPING SETS, ROLLUP, CUBE: use UNION ALL, or add up outside SQL'
	},
	{ pattern: /\bmerge\s+into\b/i, reason: 'MERGE: use INSERT … ON CONFLICT' },
	{ pattern: /\bwith\s+recursive\b/i, reason: 'recursive queries over distributed tables' }
];
const CHANGING =
	/\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid)\s*\(|\bcurrent_(timestamp|date|time)\b/i;

/** The faults of a text of SQL, as sentences. */
export function faultsOf(sql: string): string[] {
	const code = withoutComments(sql);
	const refused = REFUSED.filter(({ pattern }) => pattern.test(code)).map(({ reason }) => reason);
	const changing = updateClauses(code).some((clause) => CHANGING.test(clause));
	if (changing) refused.push('now(), random() … in DO UPDATE: pass the value in, or use excluded');
	if (locksDistributedRows(code))
		refused.push('row locks on distributed tables: take an advisory lock, or lock a local table');
	return refused;
}

/** Comments, and texts in quotes, may say what they like. */
function withoutComments(sql: string): string {
	return sql.replace(/--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'/g, ' ');
}

/** Rows of local and reference tables may be locked. */
function locksDistributedRows(sql: string): boolean {
	const locking = sql.split(';').filter((statement) => /\bfor\s+(no\s+key\s+)?update\b/i.test(statement));
	const tables = locking.flatMap((statement) =>
		[...statement.matchAll(/\b(?:from|join)\s+"?(\w+)/gi)].map((match) => match[1] ?? '')
	);
	return tables.some((table) => table in DISTRIBUTED);
}

/** From each DO UPDATE to the end of its statement or to the bracket that closes around it. */
function updateClauses(sql: string): string[] {
	return [...sql.matchAll(/\bdo\s+update\s+set\b/gi)].map((match) => {
		let depth = 0;
		for (let at = match.index; at < sql.length; at++) {
			if (sql[at] === '(') depth += 1;
			if (sql[at] === ')') depth -= 1;
			if (depth < 0 || sql[at] === ';') return sql.slice(match.index, at);
		}
		return sql.slice(match.index);
	});
}

type Table = { name: string; body: string };

/** Faults of the keys in a schema dump (migrations/schema.sql). */
export function keyFaultsOf(schema: string): string[] {
	const tables = [...schema.matchAll(/^create table (\S+) \(\n([^]*?)\n\)/gm)].map((match) => ({
		name: (match[1] ?? '').replaceAll('"', ''),
		body: match[2] ?? ''
	}));
	const uniqueIndexes = [
		...schema.matchAll(/^CREATE UNIQUE INDEX \S+ ON (?:ONLY )?(?:public\.)?(\S+) USING \w+ \((.*?)\)/gm)
	];
	return [
		...tables.flatMap((table) => [...placeFaults(table), ...uniqueFaults(table), ...foreignKeyFaults(table)]),
		...uniqueIndexes.flatMap(([, name = '', columns = '']) => missingColumn(name, `unique index (${columns})`, columns))
	];
}

function placeFaults({ name }: Table): string[] {
	const places = [name in DISTRIBUTED, REFERENCE.includes(name), LOCAL.includes(name)].filter(Boolean).length;
	return places === 1 ? [] : [`${name}: say in tests/arch/distribution.ts where it would live, once`];
}

function uniqueFaults({ name, body }: Table): string[] {
	return [...body.matchAll(/\b(PRIMARY KEY|UNIQUE|EXCLUDE)[^(\n]*\(([^)]*)\)/g)].flatMap((match) =>
		missingColumn(name, `${match[1]} (${match[2]})`, match[2] ?? '')
	);
}

function missingColumn(name: string, constraint: string, columns: string): string[] {
	const column = DISTRIBUTED[name];
	const isHeld = !column || columns.split(',').some((each) => each.trim() === column);
	return isHeld ? [] : [`${name}: ${constraint} lacks ${column}, by which the table is distributed`];
}

function foreignKeyFaults({ name, body }: Table): string[] {
	return [...body.matchAll(/FOREIGN KEY \(([^)]*)\) REFERENCES (\S+?)\(/g)].flatMap(([, columns = '', target = '']) => {
		const column = DISTRIBUTED[target];
		if (!column) return [];
		const isTogether = DISTRIBUTED[name] === column && columns.split(',').some((each) => each.trim() === column);
		return isTogether ? [] : [`${name}: its foreign key (${columns}) leads to ${target}, which lies on other machines`];
	});
}
