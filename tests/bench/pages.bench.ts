// How long a page of a large fleet takes on a slow computer: largest contentful paint, time to a usable table, script, shifts of layout.
// The yardstick is the sign-in page of the same server in the same run: a page that asks the database nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type BrowserContext, type Page, type Response } from '@playwright/test';
import { findBrowser } from '#tests/support/browser.ts';
import { panFunnel, type Pan } from './funnel-pan.ts';
import { MANAGER, openNinetyDays } from './ninety-days-world.ts';
import { median, report, type Figure } from './report.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** A laptop of some years ago, as Chromium's own tools slow it down. */
const CPU_SLOWDOWN = 4;
const VIEWPORT = { width: 1440, height: 900 };

/** A page is usable when what one came for is there and answers: rows, and no skeleton among them. */
const PAGES = {
	'overview, 24 hours': '/',
	'overview, 90 days': '/?from={90}',
	'failing terminals, 30 days': '/failures/terminals?window=30d',
	'failing terminals, 90 days': '/failures/terminals?from={90}',
	explorer: '/failures/explorer?window=30d',
	terminals: '/terminals',
	'terminals, searched': '/terminals?q=T1004',
	terminal: '/terminals/T10000001',
	merchants: '/merchants',
	merchant: '/merchants/M8981000002',
	'response codes': '/response-codes',
	'data sources': '/data'
} as const;

const YARDSTICK = '/sign-in';
/** Largest contentful paint may cost so many times what the sign-in page costs. */
const LCP_RATIO_MAX = 4;
const USABLE_MS_MAX = 4_000;
const SHIFT_MAX = 0.02;
const SCRIPT_KB_MAX = 200;
const LATER_KB_MAX = 300;
/** Twenty frames a second is the least that still looks like movement. */
const PAN_FRAME_MS_MAX = 50;

/** The fleet lay still since the last run: jobs catch up with the clock first, as they have done on a server that is always up. */
const CAUGHT_UP_MS = 150_000;

type Visit = { lcpMs: number; usableMs: number; shift: number; scriptKb: number; laterKb: number };

export async function pagesBench(): Promise<boolean> {
	const { server, close } = await openNinetyDays();
	const browser = await launch();
	try {
		const context = await signedIn(browser, server.address);
		const visits = new Map<string, Visit[]>();
		const blank = await browser.newContext({ viewport: VIEWPORT });
		const yardstick: Visit[] = [];
		await visit(context, server.address + '/');
		await sleep(CAUGHT_UP_MS);
		for (let round = 0; round < ROUNDS; round++) {
			yardstick.push(await visit(blank, server.address + YARDSTICK));
			for (const [name, address] of Object.entries(PAGES)) {
				const seen = visits.get(name) ?? [];
				seen.push(await visit(context, server.address + addressOf(address)));
				visits.set(name, seen);
			}
		}
		const pan = await panFunnel(context, server.address);
		const base = medianOf(yardstick, 'lcpMs');
		return await report('pages', [...figures(visits, base), ...panFigures(pan)], {
			slowdown: CPU_SLOWDOWN,
			rounds: ROUNDS,
			yardstick,
			pan,
			visits: Object.fromEntries(visits)
		});
	} finally {
		await browser.close();
		await close();
	}
}

const DAYS_BACK = /\{(\d+)\}/;
const addressOf = (address: string) =>
	address.replace(DAYS_BACK, (_, days: string) =>
		new Date(Math.floor(Date.now() / 86_400_000 - Number(days)) * 86_400_000).toISOString()
	);

const medianOf = (visits: readonly Visit[], field: keyof Visit) => median(visits.map((each) => each[field]));

function figures(visits: ReadonlyMap<string, readonly Visit[]>, baseMs: number): Figure[] {
	const rows: Figure[] = [{ row: '', what: 'sign-in page: largest contentful paint, ms', value: baseMs, ask: null }];
	for (const [name, seen] of visits) {
		const lcp = medianOf(seen, 'lcpMs');
		rows.push(
			{ row: name, what: 'largest contentful paint, ms', value: lcp, ask: null },
			{ row: name, what: 'the same / sign-in page', value: lcp / baseMs, ask: { atMost: LCP_RATIO_MAX } },
			{ row: name, what: 'usable after, ms', value: medianOf(seen, 'usableMs'), ask: { atMost: USABLE_MS_MAX } },
			{
				row: name,
				what: 'layout shift',
				value: Math.max(...seen.map((each) => each.shift)),
				ask: { atMost: SHIFT_MAX }
			},
			{
				row: name,
				what: 'script until the page answers, kB gzipped',
				value: medianOf(seen, 'scriptKb'),
				ask: { atMost: SCRIPT_KB_MAX }
			},
			{
				row: name,
				what: 'script that comes later (charts), kB gzipped',
				value: medianOf(seen, 'laterKb'),
				ask: { atMost: LATER_KB_MAX }
			}
		);
	}
	return rows;
}

function panFigures({ terminals, p50Ms, p95Ms }: Pan): Figure[] {
	const row = `funnel of ${terminals} terminals`;
	return [
		{ row, what: 'pan frame p50, ms (processor not slowed)', value: p50Ms, ask: null },
		{ row, what: 'pan frame p95, ms (processor not slowed)', value: p95Ms, ask: { atMost: PAN_FRAME_MS_MAX } }
	];
}

async function launch(): Promise<Browser> {
	const executablePath = findBrowser();
	return chromium.launch({
		...(executablePath ? { executablePath } : {}),
		chromiumSandbox: process.getuid?.() !== 0,
		args: [
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update'
		]
	});
}

async function signedIn(browser: Browser, address: string): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: VIEWPORT });
	const answer = await context.request.post(`${address}/api/auth/sign-in/email`, {
		data: MANAGER,
		headers: { origin: address }
	});
	if (!answer.ok()) throw new Error(`Could not sign in: ${answer.status()}`);
	return context;
}

/** Script that measures from inside; runs before anything of the page. */
function watch(): void {
	const seen = { lcpMs: 0, shift: 0, readyAt: Infinity };
	(window as unknown as { seen: typeof seen }).seen = seen;
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) seen.lcpMs = entry.startTime;
	}).observe({ type: 'largest-contentful-paint', buffered: true });
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
			if (!entry.hadRecentInput) seen.shift += entry.value;
		}
	}).observe({ type: 'layout-shift', buffered: true });
	new MutationObserver((_, observer) => {
		if (document.documentElement.dataset['ready'] !== 'true') return;
		seen.readyAt = Date.now();
		observer.disconnect();
	}).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });
}

/** One visit with an empty cache. */
async function visit(context: BrowserContext, address: string): Promise<Visit> {
	const page = await context.newPage();
	const scripts: Promise<Script>[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') scripts.push(sizeOf(response));
	});
	const session = await context.newCDPSession(page);
	await session.send('Network.setCacheDisabled', { cacheDisabled: true });
	await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
	await page.addInitScript(watch);
	await page.goto(address, { waitUntil: 'commit' });
	const usableMs = await untilUsable(page);
	await page.waitForLoadState('networkidle');
	const { lcpMs, shift, readyAt } = await page.evaluate(
		() => (window as unknown as { seen: { lcpMs: number; shift: number; readyAt: number } }).seen
	);
	const sizes = await Promise.all(scripts);
	await page.close();
	const sum = (isLater: boolean) =>
		sizes.filter((each) => (each.isChart || each.askedAt > readyAt) === isLater).reduce((kb, each) => kb + each.kb, 0);
	return { lcpMs, usableMs, shift, scriptKb: sum(false), laterKb: sum(true) };
}

/** ECharts and nothing else has this in it. */
const CHART_MARK = '_echarts_instance_';

/** Asked at an instant of the clock, in milliseconds. */
type Script = { isChart: boolean; askedAt: number; kb: number };

async function sizeOf(response: Response): Promise<Script> {
	const body = await response.body().catch(() => Buffer.alloc(0));
	const { startTime: askedAt } = response.request().timing();
	return { isChart: body.includes(CHART_MARK), askedAt, kb: gzipSync(body).length / 1000 };
}

/** Answers when the heading stands, no skeleton is left in what one sees (further down nothing is asked for yet), and the script has taken over. */
async function untilUsable(page: Page): Promise<number> {
	await page.waitForFunction(
		() => {
			const main = document.querySelector('main');
			if (!main?.querySelector('h1')) return false;
			const awaited = [...main.querySelectorAll('[data-slot="skeleton"]')];
			if (awaited.some((each) => each.getBoundingClientRect().top < window.innerHeight)) return false;
			return document.documentElement.dataset['ready'] === 'true';
		},
		null,
		{ polling: 50, timeout: 60_000 }
	);
	return page.evaluate(() => performance.now());
}
