// `svelte-kit sync` runs no Vite plugins: on a fresh clone the messages must be compiled before anything reads their types.
import { readFile, writeFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { compile } from '@inlang/paraglide-js';
import { paraglide } from '#lib/i18n/options.ts';

/** What Paraglide allows to be put into a message. */
const ANYTHING = 'NonNullable<unknown>';

await compile(paraglide);
await takeTextOnly();

/** A number has to be written in the language of the page before it stands in a sentence: to the types it is not text. */
async function takeTextOnly(): Promise<void> {
	for (const file of globSync(`${paraglide.outdir}/messages/**/*.d.ts`)) {
		const types = await readFile(file, 'utf8');
		if (types.includes(ANYTHING)) await writeFile(file, types.replaceAll(ANYTHING, 'string'));
	}
}
