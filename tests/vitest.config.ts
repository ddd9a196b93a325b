import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const WORKERS = 2;
const TEST_TIMEOUT_MS = 30_000;
/** A hook may make a database, on a machine that does other things as well. */
const HOOK_TIMEOUT_MS = 120_000;

/** better-auth switches its origin checks off when it believes to be tested: then tests of security would prove nothing. */
const AS_IN_PRODUCTION = { NODE_ENV: 'production', TEST: '' };

export default defineConfig({
	root,
	test: {
		pool: 'forks',
		maxWorkers: WORKERS,
		testTimeout: TEST_TIMEOUT_MS,
		hookTimeout: HOOK_TIMEOUT_MS,
		projects: [
			{ root, test: { name: 'unit', environment: 'node', include: ['src/**/*.test.ts', 'api/**/*.test.ts'] } },
			{
				root,
				test: { name: 'smoke', environment: 'node', include: ['tests/smoke/**/*.test.ts'], fileParallelism: false }
			},
			{ root, test: { name: 'arch', environment: 'node', include: ['tests/arch/**/*.test.ts'] } },
			{
				root,
				test: {
					name: 'db',
					environment: 'node',
					include: ['tests/{db,api,contract}/**/*.test.ts'],
					env: AS_IN_PRODUCTION,
					globalSetup: ['tests/support/postgres.ts'],
					testTimeout: TEST_TIMEOUT_MS,
					hookTimeout: HOOK_TIMEOUT_MS
				}
			}
		]
	}
});
