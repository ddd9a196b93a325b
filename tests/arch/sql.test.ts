import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMigrations } from '#api/platform/db/migrate.ts';
import { faultsOf, keyFaultsOf } from './sql-rules.ts';

const QUERY_FOLDER = 'tests/db/queries';

async function queryFiles(): Promise<{ name: string; text: string }[]> {
	const names = (await readdir(QUERY_FOLDER)).filter((name) => name.endsWith('.sql'));
	return Promise.all(
		names.map(async (name) => ({ name, text: await readFile(path.join(QUERY_FOLDER, name), 'utf8') }))
	);
}

describe('SQL stays within what Citus accepts', () => {
	it('in migrations', async () => {
		const faults = (await readMigrations()).flatMap((file) =>
			faultsOf(file.text).map((fault) => `${file.name}: ${fault}`)
		);
		expect(faults).toEqual([]);
	});

	it('in the queries of the repos', async () => {
		const faults = (await queryFiles()).flatMap((file) => faultsOf(file.text).map((fault) => `${file.name}: ${fault}`));
		expect(faults).toEqual([]);
	});

	it('in the keys of every table', async () => {
		expect(keyFaultsOf(await readFile('migrations/schema.sql', 'utf8'))).toEqual([]);
	});
});

describe('a migration', () => {
	it('never waits long for a lock, since whoever comes behind it waits too', async () => {
		const careless = (await readMigrations()).filter(
			(file) => file.inTransaction && !/\bset local lock_timeout\b/.test(file.text)
		);
		expect(careless.map((file) => file.name)).toEqual([]);
	});

	it('begins by saying what it is about', async () => {
		const silent = (await readMigrations()).filter((file) => !/^(-- no transaction\n)?-- \w/.test(file.text));
		expect(silent.map((file) => file.name)).toEqual([]);
	});
});

describe('the rules can be seen to fail', () => {
	it.each([
		['create trigger t after insert on txn execute function f()', 'triggers'],
		['select a, sum(n) from t group by rollup (a)', 'ROLLUP'],
		['select sum(n) from t group by grouping sets ((a), ())', 'GROUPING SETS'],
		['merge into t using u on true when matched then delete', 'MERGE'],
		['with recursive r as (select 1) select * from r', 'recursive'],
		['select * from heartbeat limit 1 for update skip locked', 'row locks'],
		['insert into t values (1) on conflict (a) do update set at = now()', 'DO UPDATE'],
		[
			'with x as (insert into t select 1 on conflict do update set n = t.n + 1, at = clock_timestamp()) select 1',
			'DO UPDATE'
		]
	])('%s', (sql, word) => {
		expect(faultsOf(sql).join()).toContain(word);
	});

	it.each([
		`insert into t values (now()) on conflict (a) do update set at = excluded.at`,
		`with x as (insert into t select 1 on conflict (a) do update set n = t.n + excluded.n) select now()`,
		'select * from ingest_batch limit 1 for update skip locked',
		`-- no triggers here: create trigger would be refused\nselect 'merge into'`
	])('but not on %s', (sql) => {
		expect(faultsOf(sql)).toEqual([]);
	});

	it('a key without the distribution column, a table without a place, a foreign key to another machine', () => {
		const schema = `create table txn (
	txn_code text not null,
	constraint txn_pkey PRIMARY KEY (txn_code)
);

create table novelty (
	terminal_id integer not null,
	constraint novelty_fkey FOREIGN KEY (terminal_id) REFERENCES terminal_state(terminal_id)
);
CREATE UNIQUE INDEX heartbeat_seen ON public.heartbeat USING btree (last_seen_at);
`;
		expect(keyFaultsOf(schema)).toEqual([
			'txn: PRIMARY KEY (txn_code) lacks terminal_id, by which the table is distributed',
			'novelty: say in tests/arch/distribution.ts where it would live, once',
			'novelty: its foreign key (terminal_id) leads to terminal_state, which lies on other machines',
			'heartbeat: unique index (last_seen_at) lacks terminal_id, by which the table is distributed'
		]);
	});
});
