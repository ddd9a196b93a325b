// `npm run bench [-- GROUP…]`: measures, prints, keeps the figures, and ends with 1 when one of them misses what is asked.
import { exportBench } from './export.bench.ts';
import { feesBench } from './fees.bench.ts';
import { ingestBench } from './ingest.bench.ts';
import { memoryBench } from './memory.bench.ts';
import { pagesBench } from './pages.bench.ts';

const GROUPS: Readonly<Record<string, () => Promise<boolean>>> = {
	export: exportBench,
	fees: feesBench,
	ingest: ingestBench,
	memory: memoryBench,
	pages: pagesBench
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(GROUPS, name));
if (unknown.length > 0) {
	console.error(`There is no group ${unknown.join(', ')}: there are ${Object.keys(GROUPS).join(', ')}`);
	process.exit(2);
}
let areMet = true;
for (const [name, run] of Object.entries(GROUPS)) {
	if (wanted.length === 0 || wanted.includes(name)) areMet = (await run()) && areMet;
}
process.exitCode = areMet ? 0 : 1;
