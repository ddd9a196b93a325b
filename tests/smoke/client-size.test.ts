// How much JavaScript a page costs on a slow line: what the built client sends before a chart, and for the first chart.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const CLIENT = fileURLToPath(new URL('../../build/client/_app/immutable/', import.meta.url));

const KB = 1000;
/** A page before its chart: on a slow 3G line this takes about four seconds. */
const PAGE_KB_MAX = 200;
const CHART_CHUNK_KB_MAX = 300;
/** No sentence of ours: it is part of every drawing that ECharts makes. */
const MARK_OF_ECHARTS = '_ec_inner';

const sources = new Map<string, string>(
	readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.js'))
		.map((name) => [path.join(CLIENT, name), readFileSync(path.join(CLIENT, name), 'utf8')])
);
const gzippedKb = (files: Iterable<string>) =>
	[...files].reduce((sum, file) => sum + gzipSync(sources.get(file) ?? '').length / KB, 0);

/** Files that a module needs before it runs, itself included; what it may load later is not among them. */
function staticClosure(file: string, found = new Set<string>()): Set<string> {
	if (found.has(file) || !sources.has(file)) return found;
	found.add(file);
	for (const [, name = ''] of (sources.get(file) ?? '').matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+\.js)"/g)) {
		staticClosure(path.resolve(path.dirname(file), name), found);
	}
	return found;
}

const withEcharts = [...sources].filter(([, text]) => text.includes(MARK_OF_ECHARTS)).map(([file]) => file);
const isNode = (file: string) => path.dirname(file).endsWith(`${path.sep}nodes`);
/** Nodes 0 and 2 are the layouts of all pages and of those behind the sign-in: every visit loads them too. */
const LAYOUTS = [...sources.keys()].filter((file) => isNode(file) && /^[02]\./.test(path.basename(file)));
const entries = [...sources.keys()].filter((file) => path.dirname(file).endsWith(`${path.sep}entry`));

describe('the built client', () => {
	it('loads every page without ECharts, and in less than 200 kB of JavaScript', () => {
		const always = new Set([...entries, ...LAYOUTS].flatMap((file) => [...staticClosure(file)]));
		const tooHeavy = [...sources.keys()].filter(isNode).flatMap((node) => {
			const files = new Set([...always, ...staticClosure(node)]);
			const hasCharts = withEcharts.some((file) => files.has(file));
			const kb = gzippedKb(files);
			return hasCharts || kb > PAGE_KB_MAX
				? [`${path.basename(node)}: ${kb.toFixed(0)} kB${hasCharts ? ', with ECharts' : ''}`]
				: [];
		});
		expect(tooHeavy).toEqual([]);
	});

	it('loads the first chart in less than 300 kB', () => {
		expect(withEcharts.length).toBeGreaterThan(0);
		expect(gzippedKb(withEcharts)).toBeLessThan(CHART_CHUNK_KB_MAX);
	});
});
