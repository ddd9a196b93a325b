import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './support/browser.ts';
import { E2E_ORIGIN, e2eEnvironment, SESSION_FILE } from './support/e2e-world.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const executablePath = findBrowser();
/** The first start makes a database; the pages are built already when `npm test` comes here. */
const START_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 15_000;

export default defineConfig({
	testDir: 'e2e',
	outputDir: '../test-results',
	snapshotPathTemplate: '{testDir}/screenshots/{arg}{ext}',
	fullyParallel: true,
	forbidOnly: Boolean(process.env.CI),
	workers: 2,
	// On a machine that others use too a walk may be cut off; one that passes at the second try is told as flaky, to be looked into.
	retries: process.env.CI ? 1 : 0,
	timeout: 60_000,
	expect: { timeout: 15_000 },
	reporter: [['list']],
	use: {
		baseURL: E2E_ORIGIN,
		trace: 'retain-on-failure',
		locale: 'en-US',
		timezoneId: 'Asia/Shanghai',
		launchOptions: {
			...(executablePath ? { executablePath } : {}),
			// Chromium's sandbox refuses to run as root, as in a container.
			chromiumSandbox: process.getuid?.() !== 0,
			args: [
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	},
	projects: [
		{ name: 'sign-in', testMatch: /.*\.setup\.ts/ },
		{ name: 'chromium', dependencies: ['sign-in'], use: { storageState: SESSION_FILE } }
	],
	webServer: {
		command: 'node tests/support/e2e-server.ts',
		cwd: root,
		url: `${E2E_ORIGIN}/readyz`,
		timeout: START_TIMEOUT_MS,
		reuseExistingServer: false,
		stdout: 'pipe',
		gracefulShutdown: { signal: 'SIGTERM', timeout: STOP_TIMEOUT_MS },
		env: e2eEnvironment
	}
});
