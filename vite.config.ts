import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { mountApi, noApiInBrowser, noJsonSchemaInBrowser } from '#api/platform/vite-plugin.ts';
import { paraglide } from '#lib/i18n/options.ts';

// SvelteKit takes no options here: they live in svelte.config.js, which an object passed to sveltekit() would replace.
export default defineConfig({
	plugins: [
		mountApi(),
		noApiInBrowser(),
		noJsonSchemaInBrowser(),
		tailwindcss(),
		paraglideVitePlugin(paraglide),
		sveltekit()
	],
	// `vite dev` serves project files by /@fs, so it stays on loopback.
	server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 3000), strictPort: true },
	build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } }
});
