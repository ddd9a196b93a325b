// `npm run verify` and `npm test`: the gates in the order of their price, each told with its time, and the tests counted at the end.
import { spawn } from 'node:child_process';
import { styleText } from 'node:util';
import { ensureBrowser } from './support/browser.ts';

type Step = { name: string; command: string; env?: NodeJS.ProcessEnv };
type Outcome = { step: Step; isOk: boolean; output: string; seconds: number };

const VITEST = 'vitest run -c tests/vitest.config.ts';

/** What the others read: SvelteKit's types and the compiled messages. */
const PREPARE: Step = { name: 'generated sources', command: 'npm run -s sync' };

/** No database, no browser, under a minute and a half on two cores. The long ones come first, so that two lanes end together. */
const VERIFY: Step[] = [
	{ name: 'types', command: 'npm run -s check' },
	{ name: 'lint', command: 'eslint .' },
	{ name: 'unit and architecture tests', command: `${VITEST} --project unit --project arch` },
	{ name: 'format', command: 'prettier --check . --log-level warn' },
	{ name: 'layers', command: 'npm run -s layers' },
	{ name: 'generated files', command: 'npm run -s gen -- --check --no-database' },
	{ name: 'lock file', command: 'npm run -s lock:check' }
];

/** One after the other: each of them uses both cores. */
const EVERYTHING_ELSE: Step[] = [
	{ name: 'database and API tests', command: `${VITEST} --project db` },
	{ name: 'build', command: 'npm run -s build' },
	{ name: 'smoke test of the built server', command: `${VITEST} --project smoke` },
	{ name: 'end to end in the browser', command: 'playwright test -c tests/playwright.config.ts' }
];

const LANES = 2;

async function main(): Promise<void> {
	const startedAt = performance.now();
	const isVerify = process.argv[2] === 'verify';
	const browser = isVerify ? undefined : await ensureBrowser();
	const outcomes = [await run(PREPARE)];
	if (outcomes[0]?.isOk) outcomes.push(...(await inLanes(VERIFY, LANES)));
	if (!isVerify) {
		const env = browser ? { CHROMIUM: browser } : {};
		for (const step of EVERYTHING_ELSE) {
			if (outcomes.every((outcome) => outcome.isOk)) outcomes.push(await run({ ...step, env }, true));
		}
	}
	const failed = outcomes.filter((outcome) => !outcome.isOk);
	if (failed.length > 0) console.log(`\nfailed: ${failed.map((outcome) => outcome.step.name).join(', ')}`);
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
	console.log(`\n${outcomes.length - failed.length} of ${outcomes.length} gates hold, after ${seconds} s`);
	console.log(countedTests(outcomes));
	process.exitCode = failed.length > 0 ? 1 : 0;
}

async function inLanes(steps: readonly Step[], lanes: number): Promise<Outcome[]> {
	const waiting = [...steps];
	const outcomes: Outcome[] = [];
	const lane = async () => {
		for (let step = waiting.shift(); step; step = waiting.shift()) outcomes.push(await run(step));
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return outcomes;
}

/** Runs through the shell of npm, so that node_modules/.bin comes first on the path. Output is shown live, or when it failed. */
async function run(step: Step, isLive = false): Promise<Outcome> {
	const startedAt = performance.now();
	if (isLive) console.log(styleText('bold', `\n${step.name}`));
	const child = spawn(step.command, {
		shell: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, ...step.env }
	});
	let output = '';
	const take = (chunk: Buffer) => {
		output += chunk.toString();
		if (isLive) process.stdout.write(chunk);
	};
	child.stdout.on('data', take);
	child.stderr.on('data', take);
	const isOk = await new Promise<boolean>((resolve) => {
		child.on('error', () => resolve(false));
		child.on('close', (exitCode) => resolve(exitCode === 0));
	});
	const seconds = (performance.now() - startedAt) / 1000;
	if (!isOk && !isLive) console.log(output);
	console.log(
		`${isOk ? styleText('green', 'ok    ') : styleText('red', 'FAILED')} ${step.name}  ${seconds.toFixed(1)} s`
	);
	return { step, isOk, output, seconds };
}

/** The sum over the runners' own closing lines; a gate that failed without one counts as one failure. */
function countedTests(outcomes: readonly Outcome[]): string {
	let passed = 0;
	let failed = 0;
	let skipped = 0;
	for (const { output, isOk } of outcomes) {
		const counts = closingCounts(output);
		passed += counts.passed;
		skipped += counts.skipped;
		failed += counts.failed > 0 || isOk ? counts.failed : 1;
	}
	return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function closingCounts(output: string) {
	const lines = output.replaceAll(/\u001b\[[0-9;]*m/g, '').split('\n');
	const vitest = lines.findLast((line) => /^\s*Tests\s+\d/.test(line));
	const closing = vitest ? [vitest] : lines.filter((line) => /^\s*\d+ (passed|failed|skipped|flaky)( \(|$)/.test(line));
	const count = (word: string) =>
		closing.reduce((sum, line) => sum + Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0), 0);
	return { passed: count('passed') + count('flaky'), failed: count('failed'), skipped: count('skipped') };
}

await main();
