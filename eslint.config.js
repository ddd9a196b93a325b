import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const CLOCK = 'Take the instant from the Clock in Deps (or as an argument): reports and tests run as of a date.';
const ENVIRONMENT = 'Settings are read once, by readConfig in api/platform/config.ts; take what you need from Config.';

const NO_ENVIRONMENT = {
	selector: "MemberExpression[object.name='process'][property.name='env']",
	message: ENVIRONMENT
};
const NO_WALL_CLOCK = [
	{ selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: CLOCK },
	{ selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK }
];

export default ts.config(
	{
		ignores: [
			'.data/',
			'.svelte-kit/',
			'build/',
			'node_modules/',
			'test-results/',
			'src/lib/i18n/paraglide/',
			'**/*.gen.ts'
		]
	},
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.node, ...globals.browser } },
		rules: {
			'no-console': 'error',
			'object-shorthand': 'error',
			// Past these sizes, look again: a warning, since a table or a state machine may be right as it is.
			'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			// The compiler knows every name, and knows the difference between a type and a value.
			'no-undef': 'off',
			// What comes in is searched for control characters on purpose.
			'no-control-regex': 'off',
			// Tillwatch is always served from the root of its host: an address is the same in pages, e-mails and reports.
			'svelte/no-navigation-without-resolve': 'off',
			'@typescript-eslint/no-dynamic-delete': 'off',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			],
			// An empty pattern is how a fixture that takes nothing is written for Vitest and Playwright.
			'no-empty-pattern': 'off'
		}
	},
	{
		// Rules that need types. Svelte files are left to svelte-check: typed linting of them costs more than all else together.
		files: ['**/*.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/promise-function-async': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig, projectService: false }
		},
		rules: {
			'@typescript-eslint/await-thenable': 'off',
			'@typescript-eslint/no-floating-promises': 'off',
			'@typescript-eslint/no-misused-promises': 'off',
			'@typescript-eslint/promise-function-async': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': 'off',
			'svelte/button-has-type': 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/no-unused-props': 'error',
			'svelte/require-each-key': 'error'
		}
	},
	{
		files: ['api/**/*.ts'],
		ignores: ['api/server.ts', 'api/dev.ts', 'api/cli/**', 'api/platform/vite-plugin.ts', 'api/platform/db/embedded*'],
		rules: { 'no-restricted-syntax': ['error', NO_ENVIRONMENT, ...NO_WALL_CLOCK] }
	},
	{
		// Loops over columns of equal length: an index is in range by construction, and a check of each would cost throughput.
		files: ['api/features/ingest/**/*.ts', '**/*.test.ts'],
		rules: { '@typescript-eslint/no-non-null-assertion': 'off' }
	},
	{
		// SvelteKit's hooks and loads may or may not be asynchronous, as their types say.
		files: ['src/**/*.ts'],
		rules: { '@typescript-eslint/promise-function-async': 'off' }
	},
	{ files: ['api/platform/clock.ts'], rules: { 'no-restricted-syntax': 'off' } },
	{
		files: ['src/**/*.ts', 'src/**/*.svelte'],
		rules: { 'no-restricted-syntax': ['error', NO_ENVIRONMENT] }
	},
	{
		files: ['src/lib/domain/**/*.ts'],
		rules: { 'no-restricted-syntax': ['error', NO_ENVIRONMENT, ...NO_WALL_CLOCK] }
	},
	{
		// A `describe` holds as many tests as its subject has, a chain of routes is one expression so that its types flow, and a
		// component's script is one function to the linter.
		files: ['**/*.{test,spec}.ts', '**/*.routes.ts', '**/*.svelte', 'tests/**', 'eslint.config.js'],
		rules: { 'max-lines-per-function': 'off' }
	},
	{
		files: ['api/cli/**', 'tests/run.ts', 'tests/bench/**', 'tests/support/**'],
		rules: { 'no-console': 'off' }
	}
);
