// Which browser the end-to-end tests drive: one that is there, else Playwright's own, else one from the system's packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** The browser's program; undefined = none is installed. CHROMIUM names one outright. */
export function findBrowser(): string | undefined {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	const folders = (process.env.PATH ?? '').split(path.delimiter);
	const candidates = COMMANDS.flatMap((command) => folders.map((folder) => path.join(folder, command)));
	return [...candidates, chromium.executablePath()].find((candidate) => existsSync(candidate));
}

/** Finds a browser, or installs one where the system allows it; otherwise ends the run with a sentence that says what to do. */
export async function ensureBrowser(): Promise<string> {
	const found = findBrowser();
	if (found) return found;
	if (process.platform === 'linux' && process.getuid?.() === 0) {
		console.log(`no browser found: installing ${PACKAGES.join(' and ')}`);
		run('apt-get', ['update']);
		run('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES]);
	}
	const installed = findBrowser();
	if (installed) return installed;
	console.error(
		'The end-to-end tests need Chromium or Chrome. Install one (`npx playwright install chromium`, or your system’s package), or set CHROMIUM to its path. `npm run verify` needs none.'
	);
	process.exit(1);
}

function run(command: string, args: string[]): void {
	spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
