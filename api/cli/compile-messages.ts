// `svelte-kit sync` runs no Vite plugins: on a fresh clone the messages must be compiled before anything reads their types.
import { compile } from '@inlang/paraglide-js';
import { paraglide } from '#lib/i18n/options.ts';

await compile(paraglide);
