// How long a frame takes while the funnel plot of the whole fleet is moved about: a movement of the pointer in every frame, on a processor
// that is not slowed down. Chromium draws without a graphics card here, which is the harder case.
import type { BrowserContext, Page } from '@playwright/test';

const ADDRESS = '/failures/explorer?window=30d';
const FUNNEL = 'figure[data-name="terminals-funnel"]';
const FRAMES = 240;
/** The first frames pay for what the engine compiles; a person does not feel one slow frame of hundreds either. */
const SHARE = 0.95;
const WAIT_MS = 120_000;

export type Pan = { terminals: number; p50Ms: number; p95Ms: number };

export async function panFunnel(context: BrowserContext, server: string): Promise<Pan> {
	const page = await context.newPage();
	const answer = page.waitForResponse((response) => response.url().includes('/failures/funnel'), { timeout: WAIT_MS });
	await page.goto(server + ADDRESS);
	await scrollTo(page);
	const { terminalIds } = (await (await answer).json()) as { terminalIds: string[] };
	const box = await page.locator(`${FUNNEL} canvas`).first().boundingBox();
	if (!box) throw new Error('The funnel plot is not drawn');
	const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	await page.mouse.move(middle.x, middle.y);
	await page.keyboard.down('Control');
	for (let turn = 0; turn < 3; turn++) {
		await page.mouse.wheel(0, -240);
		await page.waitForTimeout(150);
	}
	await page.keyboard.up('Control');
	await page.mouse.down();
	const frames = await page.evaluate(moveAbout, { ...middle, selector: `${FUNNEL} canvas`, frames: FRAMES });
	await page.mouse.up();
	await page.close();
	const sorted = frames.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;
	return { terminals: terminalIds.length, p50Ms: at(0.5), p95Ms: at(SHARE) };
}

/** The chart is made when one comes near it. */
async function scrollTo(page: Page): Promise<void> {
	await page.waitForLoadState('networkidle', { timeout: WAIT_MS });
	await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
	const funnel = page.locator(`${FUNNEL}[data-chart-ready="true"]`);
	await funnel.waitFor({ timeout: WAIT_MS });
	await page.waitForLoadState('networkidle', { timeout: WAIT_MS });
	await funnel.scrollIntoViewIfNeeded();
}

/** Runs in the page: one movement in each frame, and how long each frame was. */
async function moveAbout(around: { x: number; y: number; selector: string; frames: number }): Promise<number[]> {
	const canvas = document.querySelector(around.selector);
	const lengths: number[] = [];
	let before: number | undefined;
	return new Promise((resolve) => {
		const step = (now: number) => {
			if (before !== undefined) lengths.push(now - before);
			before = now;
			if (lengths.length >= around.frames) return resolve(lengths);
			const clientX = around.x + Math.sin(lengths.length / 10) * 150;
			const clientY = around.y + Math.cos(lengths.length / 14) * 40;
			canvas?.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX, clientY, buttons: 1 }));
			requestAnimationFrame(step);
		};
		requestAnimationFrame(step);
	});
}
