import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: ({ filename }) => (filename.includes('/node_modules/') ? undefined : true) },
	kit: {
		adapter: adapter(),
		// Scripts run by nonce only. Inline styles are allowed for the charts' tooltips.
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'frame-ancestors': ['none'],
				'form-action': ['self']
			}
		},
		typescript: {
			// Kit's own list knows src and tests only; paths are relative to .svelte-kit/
			config: (config) => ({
				...config,
				include: [...config.include, '../api/**/*.ts', '../tests/**/*.ts', '../svelte.config.js']
			})
		}
	}
};
