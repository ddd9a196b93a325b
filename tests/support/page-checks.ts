// What end-to-end tests ask of an open page, whatever it shows: nobody is shut out, and nothing moves by itself.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Of a layout-shift score; Google's “good” ends at 0.1. */
export const SHIFT_MAX = 0.02;

/** Named, since axe leaves out what WCAG 2.2 adds unless it is asked for. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Opens a page and waits until its scripts listen: what is typed or pressed before would be lost. */
export async function openPage(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await expect(page.locator('html')).toHaveAttribute('data-ready', 'true');
}

type Watched = { shift: number; moved: string[] };
type Shift = PerformanceEntry & {
	value: number;
	hadRecentInput: boolean;
	sources: readonly { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
};

/** What is written beyond the edge of its cell, over what stands beside it. */
export async function spilled(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll('td, th')]
			.filter((cell) => cell.textContent.trim() !== '' && getComputedStyle(cell).overflowX === 'visible')
			.filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
			.map((cell) => `${cell.textContent.trim().slice(0, 60)}: ${cell.scrollWidth} in ${cell.clientWidth}`)
	);
}

/** Adds up how much moves by itself, from the first paint on; call it before the page is opened. */
export async function watchShifts(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const watched = window as unknown as Watched;
		watched.shift = 0;
		watched.moved = [];
		const rectangle = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ');
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries() as Shift[]) {
				if (entry.hadRecentInput) continue;
				watched.shift += entry.value;
				for (const { node, previousRect, currentRect } of entry.sources) {
					const text = node?.textContent?.trim().slice(0, 40) ?? '';
					watched.moved.push(`“${text}” from ${rectangle(previousRect)} to ${rectangle(currentRect)}`);
				}
			}
		}).observe({ type: 'layout-shift', buffered: true });
	});
}

/** What moved until now. */
export async function shiftOf(page: Page): Promise<number> {
	// Shifts are reported after the frame in which they happened.
	return page.evaluate(
		async () =>
			new Promise<number>((resolve) =>
				requestAnimationFrame(() => requestAnimationFrame(() => resolve((window as unknown as Watched).shift)))
			)
	);
}

/** What moved, for whoever has to find out why. */
export const movedOn = async (page: Page): Promise<string> =>
	page.evaluate(() => (window as unknown as Watched).moved.join('\n'));

type Violation = { id: string; nodes: { target: unknown[] }[] };
const named = (violations: readonly Violation[]) =>
	violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);

/** Of the whole page, or of the part that a selector names. */
export async function axeViolations(page: Page, part?: string): Promise<string[]> {
	const axe = new AxeBuilder({ page }).withTags(RULES);
	const { violations } = await (part ? axe.include(part) : axe).analyze();
	return named(violations);
}

/** The same, and once more what the other theme can change: the contrast of its colours. */
export async function axeInBothThemes(page: Page, part?: string): Promise<string[]> {
	const found = await axeViolations(page, part);
	await page.evaluate(() => {
		const { style } = document.documentElement;
		style.colorScheme = getComputedStyle(document.documentElement).colorScheme === 'dark' ? 'light' : 'dark';
	});
	const axe = new AxeBuilder({ page }).withRules(['color-contrast']);
	const { violations } = await (part ? axe.include(part) : axe).analyze();
	await page.evaluate(() => document.documentElement.style.removeProperty('color-scheme'));
	return [...found, ...named(violations).map((each) => `in the other theme: ${each}`)];
}
