import { describe, expect, it } from 'vitest';
import { readableSql } from './readable-sql.ts';

describe('readableSql', () => {
	it('keeps the lines of hand-written SQL and drops the indentation of the code around it', () => {
		expect(readableSql('\n\t\tselect 1\n\t\tfrom t\n\t\t\twhere a = $1\n\t')).toBe('select 1\nfrom t\n\twhere a = $1');
	});

	it('breaks a single line at its clauses', () => {
		expect(readableSql('select "a" from "t" where "a" = $1 order by "a" limit $2')).toBe(
			'select "a"\nfrom "t"\nwhere "a" = $1\norder by "a"\nlimit $2'
		);
	});

	it('never breaks inside a quoted text or a short bracket', () => {
		const sql = `select ' from x ', extract(epoch from "at") from "t"`;
		expect(readableSql(sql)).toBe(`select ' from x ', extract(epoch from "at")\nfrom "t"`);
	});

	it('indents a long sub-query', () => {
		const columns = Array.from({ length: 12 }, (_, index) => `"column_${index}"`).join(', ');
		expect(readableSql(`select * from (select ${columns} from "t") as "x"`)).toBe(
			`select *\nfrom (\n\tselect ${columns}\n\tfrom "t"\n) as "x"`
		);
	});
});
