// Every layer rule is broken once on purpose, in a small tree of its own: a rule that cannot fail guards nothing.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Violation = { from: string; to: string; rule: { name: string } };

const require = createRequire(import.meta.url);
const { forbidden } = require('./layers.cjs') as { forbidden: { name: string; comment: string }[] };
const CRUISER = path.resolve('node_modules/.bin/depcruise');

/** File, and what it imports that it may not, by the name of the rule that must say so. */
const OFFENCES: Record<string, [file: string, code: string]> = {
	'domain-is-pure': ['src/lib/domain/money.ts', `import 'kysely';`],
	'platform-knows-no-feature': ['api/platform/http.ts', `import '#api/features/fees/fees.repo.ts';`],
	'leaf-features-are-strangers': ['api/features/fees/fees.routes.ts', `import '#api/features/risk/risk.repo.ts';`],
	'composites-read-repos': ['api/features/overview/overview.routes.ts', `import '#api/features/risk/risk.routes.ts';`],
	'features-know-no-app': ['api/features/risk/risk.usecases.ts', `import type {} from '#api/app.ts';`],
	'deps-as-a-type': ['api/features/fees/fees.usecases.ts', `import { createDeps } from '#api/deps.ts'; createDeps;`],
	'sql-lives-in-repos': ['api/features/risk/risk.routes.ts', `import 'kysely';`],
	'api-knows-no-pages': ['api/app.ts', `import '#lib/ui/button.ts';`],
	'api-runs-without-dev-dependencies': ['api/server.ts', `import 'echarts';`],
	'pages-speak-http': ['src/lib/features/fees/fees.queries.ts', `import type {} from '#api/app.ts';`],
	'pages-import-api-types-only': ['src/lib/api/client.ts', `import '#api/platform/clock.ts';`],
	'primitives-know-no-data': ['src/lib/ui/button.ts', `import '#lib/features/risk/panel.ts';`],
	'charts-on-ui': ['src/lib/ui/card.ts', `import '#lib/charts/theme.ts';`],
	'echarts-in-charts': ['src/routes/page.ts', `import 'echarts';`],
	'page-features-are-strangers': ['src/lib/features/fees/panel.ts', `import '#lib/features/risk/panel.ts';`],
	'library-knows-no-routes': ['src/lib/charts/options.ts', `import '../../routes/page.ts';`],
	'tests-are-leaves': ['api/platform/log.ts', `import '#tests/support/clock.ts';`],
	'no-cycles': ['src/lib/domain/rates.ts', `import type {} from './causes.ts';`],
	resolvable: ['api/platform/paging.ts', `import './nowhere.ts';`]
};

const INNOCENT: Record<string, string> = {
	'api/deps.ts': 'export const createDeps = () => ({});',
	'api/features/fees/fees.repo.ts': `import 'kysely';`,
	'api/features/risk/risk.repo.ts': `import type {} from '#api/deps.ts';`,
	'api/platform/clock.ts': 'export const clock = 1;',
	'src/lib/features/risk/list.ts': `import '#lib/features/fleet/list.ts';`,
	'src/lib/features/fleet/list.ts': 'export const list = 1;',
	'src/lib/domain/causes.ts': `import type {} from './rates.ts'; import 'zod';`,
	'src/lib/features/risk/panel.ts': `import '#lib/domain/fees.ts';`,
	'src/lib/domain/fees.ts': 'export const fees = 1;',
	'src/lib/charts/theme.ts': `import 'echarts';`,
	'tests/support/clock.ts': 'export const clock = 1;'
};

const MANIFEST = {
	name: 'offending',
	type: 'module',
	imports: { '#lib/*': './src/lib/*', '#api/*': './api/*', '#tests/*': './tests/*' },
	dependencies: { kysely: '1.0.0', zod: '1.0.0' },
	devDependencies: { echarts: '1.0.0' }
};

const COMPILER = { compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true } };

let folder: string;
let violations: Violation[];

async function write(file: string, text: string): Promise<void> {
	await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
	await writeFile(path.join(folder, file), text);
}

async function cruise(): Promise<Violation[]> {
	const report = await new Promise<string>((resolve, reject) => {
		execFile(
			CRUISER,
			['--config', 'layers.cjs', '--output-type', 'json', 'src', 'api', 'tests'],
			{ cwd: folder, maxBuffer: 2 ** 26 },
			(_, stdout, stderr) => (stdout ? resolve(stdout) : reject(new Error(stderr)))
		);
	});
	return (JSON.parse(report) as { summary: { violations: Violation[] } }).summary.violations;
}

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'tillwatch-layers-'));
	await cp('tests/arch/layers.cjs', path.join(folder, 'layers.cjs'));
	await write('package.json', JSON.stringify(MANIFEST));
	await write('tsconfig.json', JSON.stringify(COMPILER));
	for (const name of ['kysely', 'zod', 'echarts']) {
		await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
		await write(`node_modules/${name}/index.js`, 'module.exports = {};');
	}
	for (const [file, code] of Object.entries(INNOCENT)) await write(file, code);
	for (const [file, code] of Object.values(OFFENCES)) await write(file, code);
	violations = await cruise();
});

afterAll(async () => rm(folder, { recursive: true }));

describe('the layer rules', () => {
	it('each have an offence here, and say where the code should go instead', () => {
		expect(Object.keys(OFFENCES).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
		for (const rule of forbidden) expect(rule.comment, rule.name).toMatch(/\w{3}/);
	});

	it.each(Object.entries(OFFENCES))('%s fails on %s', (rule, [file]) => {
		// A cycle is told once, from whichever of its files comes first.
		const about = violations.filter(
			(violation) => violation.from === file || (rule === 'no-cycles' && violation.to === file)
		);
		expect(about.map((violation) => violation.rule.name)).toContain(rule);
	});

	it('leave alone what keeps to them', () => {
		const accused = new Set(violations.map((violation) => violation.from));
		const innocent = Object.keys(INNOCENT).filter((file) => file !== 'src/lib/domain/causes.ts');
		expect(innocent.filter((file) => accused.has(file))).toEqual([]);
	});
});
