// One set of Paraglide options for vite.config.ts and api/cli/compile-messages.ts: two would make two different runtimes.
import type { CompilerOptions } from '@inlang/paraglide-js';

export const paraglide: CompilerOptions = {
	project: './src/lib/i18n/project.inlang',
	outdir: './src/lib/i18n/paraglide',
	emitTsDeclarations: true,
	strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
	cookieName: 'lang'
};
