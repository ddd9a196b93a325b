// `npm run tillwatch -- import` on a real database: what was loaded, what it says, and with which exit code it ends.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { aMerchant, aTransaction } from '#tests/support/builders.ts';
import { test as base } from '#tests/support/database.ts';

type Outcome = { exitCode: number | null; printed: string; told: string };

/** Public card transactions with failure reasons; not part of this repository. */
const REAL_FILE = '../shared/data/tabformerlite/tabformerlite_test_data.csv';
const EXAMPLE_FILE = 'examples/tabformer/transactions.csv';
const EXAMPLE_MAPPING = 'examples/tabformer/mapping.json';
const EXAMPLE = ['transactions', EXAMPLE_FILE, '--map', EXAMPLE_MAPPING];

const test = base.extend<{
	dir: string;
	tillwatchImport: (args: string[], input?: string) => Promise<Outcome>;
	countTransactions: () => Promise<number>;
}>({
	dir: async ({}, use) => {
		const dir = await mkdtemp(path.join(tmpdir(), 'tillwatch-import-'));
		await use(dir);
		await rm(dir, { recursive: true });
	},
	tillwatchImport: async ({ database, dir }, use) => {
		await use(async (args, input) => {
			const child = spawn(process.execPath, ['api/cli/tillwatch.ts', 'import', ...args], {
				env: {
					PATH: process.env['PATH'],
					DATABASE_URL: database.url,
					TILLWATCH_DATA_DIR: dir,
					TILLWATCH_LOG_LEVEL: 'silent'
				}
			});
			let [printed, told] = ['', ''];
			child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
			child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
			child.stdin.end(input ?? '');
			const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
			return { exitCode, printed, told };
		});
	},
	countTransactions: async ({ database }, use) => {
		await use(async () => {
			const [row] = await database.sql<{ count: number }[]>`select count(*)::int as count from txn`;
			return row?.count ?? 0;
		});
	}
});

const counts = ({ printed }: Outcome) =>
	Object.fromEntries(
		[...printed.matchAll(/^ {2}(received|accepted|duplicates|rejected|acceptable) +(\d+)/gm)].map((match) => [
			match[1],
			Number(match[2])
		])
	);

/** A test may start several processes, on a machine that does other things as well. */
const PROCESSES_TIMEOUT_MS = 120_000;

describe('import', { timeout: PROCESSES_TIMEOUT_MS }, () => {
	test('loads the example of the README; the second time changes nothing', async ({
		tillwatchImport,
		countTransactions
	}) => {
		const dry = await tillwatchImport([...EXAMPLE, '--dry-run']);
		expect(dry.exitCode).toBe(0);
		expect(counts(dry)).toEqual({ received: 97, acceptable: 97, duplicates: 0, rejected: 0 });
		expect(await countTransactions()).toBe(0);

		const first = await tillwatchImport(EXAMPLE);
		expect(counts(first)).toEqual({ received: 97, accepted: 97, duplicates: 0, rejected: 0 });
		const second = await tillwatchImport(EXAMPLE);
		expect(counts(second)).toEqual({ received: 97, accepted: 0, duplicates: 97, rejected: 0 });
		expect(second.exitCode).toBe(0);
		expect(await countTransactions()).toBe(97);
	});

	test.skipIf(!existsSync(REAL_FILE))(
		'loads all of the real TabFormerLite file (expected in ../shared/data/tabformerlite), once',
		async ({ tillwatchImport, database }) => {
			const real = ['transactions', REAL_FILE, '--map', 'examples/tabformer/tabformerlite.mapping.json'];
			expect(counts(await tillwatchImport(real))).toMatchObject({ received: 1563, accepted: 1563 });
			expect(counts(await tillwatchImport(real))).toMatchObject({ received: 1563, duplicates: 1563 });
			const [row] = await database.sql<{ total: number; cents: number }[]>`
				select sum(total)::int as total, sum(amount_minor)::int as cents from fleet_minute
				join acquirer using (acquirer_id) where acquirer_code = 'tabformer' and minute < '2026-01-01'`;
			expect(row).toEqual({ total: 1563, cents: 9549156 });
		}
	);

	test('takes every noun, plain or gzip, from a file or from standard input', async ({ tillwatchImport, dir }) => {
		const file = path.join(dir, 'merchants.ndjson.gz');
		await writeFile(file, gzipSync(JSON.stringify(aMerchant())));
		expect(counts(await tillwatchImport(['merchants', file]))).toMatchObject({ accepted: 1 });
		const piped = await tillwatchImport(['transactions', '-', '--format', 'json'], JSON.stringify([aTransaction()]));
		expect(counts(piped)).toMatchObject({ accepted: 1 });
	});

	test('shows what was refused and ends with 1', async ({ tillwatchImport, dir }) => {
		const file = path.join(dir, 'mixed.ndjson');
		const lines = [
			aTransaction(),
			aTransaction({ amountMinor: -5, shift: 2 }),
			aTransaction({ issuer: '4111111111111111' })
		];
		await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
		const outcome = await tillwatchImport(['transactions', file]);
		expect(outcome.exitCode).toBe(1);
		expect(counts(outcome)).toEqual({ received: 3, accepted: 1, duplicates: 0, rejected: 2 });
		expect(outcome.printed).toContain('line 2: amountMinor must not be negative for type sale');
		expect(outcome.printed).toContain('line 3: issuer holds a card number');
		expect(outcome.printed).toContain('were left out: shift');
		expect(outcome.printed + outcome.told).not.toContain('4111');
	});

	test('says how far it came when the file breaks off', async ({ tillwatchImport, dir }) => {
		const file = path.join(dir, 'broken.json');
		await writeFile(file, `[${JSON.stringify(aTransaction())},{"id":`);
		const outcome = await tillwatchImport(['transactions', file]);
		expect(outcome.exitCode).toBe(1);
		expect(counts(outcome)).toMatchObject({ received: 1, accepted: 1 });
		expect(outcome.told).toContain('Broken off: The JSON array ends in the middle of element 2');
	});

	test.for([
		{ args: ['sales', 'x.csv'], says: '"sales" cannot be imported' },
		{ args: ['transactions'], says: 'FILE is missing' },
		{ args: ['transactions', 'nowhere.csv'], says: 'no such file' },
		{ args: ['transactions', '-'], says: 'Say --format' },
		{ args: ['transactions', EXAMPLE_FILE, '--map', 'package.json'], says: 'kind:' },
		{ args: ['transactions', EXAMPLE_FILE, '--map', 'README.md'], says: 'README.md: ' },
		{ args: ['merchants', EXAMPLE_FILE, '--map', EXAMPLE_MAPPING], says: 'kind transaction, not merchant' }
	])(
		'ends with 2 when the command or the mapping makes no sense: $args',
		async ({ args, says }, { tillwatchImport }) => {
			const outcome = await tillwatchImport(args);
			expect(outcome).toMatchObject({ exitCode: 2, printed: '' });
			expect(outcome.told).toContain(says);
		}
	);
});
