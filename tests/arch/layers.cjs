// Who may import whom (`npm run layers`). Imports go one way:
//
//   src/lib/domain <- api/platform <- api/features/<leaf> <- api/features/<composite> <- api/app.ts <- server, cli
//   src/lib/domain <- src/lib/ui <- src/lib/charts <- src/lib/features/<noun> <- src/routes
//
// Each comment says where the code should go instead. tests/arch/layers.test.ts breaks every rule once on purpose.

/** May read from other features' repos: they answer questions that span nouns. */
const COMPOSITES = 'attention|overview|reports';
/** Whom every feature may ask: which of our numbers stands for which of the senders' codes. */
const COMMON_FEATURES = 'registry';
/** Loads and feeds a fleet through the same intake as every sender: it puts features together, like the CLI. */
const OPERATORS = 'demo';
const TESTS = '\\.(test|spec)\\.ts$';
/** Tools of developers; they run where devDependencies are installed. */
const DEVELOPER_TOOLS = '^api/(cli/(gen|start|compile-messages)|platform/vite-plugin\\.ts)';

const error = 'error';

module.exports = {
	forbidden: [
		{
			name: 'domain-is-pure',
			comment:
				'src/lib/domain runs in browser and server alike and knows only zod: pass in what it needs, or move the code to api/platform or src/lib/ui.',
			severity: error,
			from: { path: '^src/lib/domain/', pathNot: TESTS },
			to: { pathNot: '^src/lib/domain/|node_modules/zod/' }
		},
		{
			name: 'platform-knows-no-feature',
			comment:
				'api/platform holds mechanisms without nouns: let the feature call it, and hand it what it needs as an argument.',
			severity: error,
			from: { path: '^api/platform/', pathNot: `${TESTS}|vite-plugin\\.ts$` },
			to: { path: '^api/(features|cli)/|^api/(app|deps|server|dev|running-app)\\.ts$' }
		},
		{
			name: 'leaf-features-are-strangers',
			comment:
				'Two features that need each other: move the shared idea to src/lib/domain or api/platform, or answer the question in a composite feature.',
			severity: error,
			from: { path: '^api/features/([^/]+)/', pathNot: `${TESTS}|^api/features/(${COMPOSITES}|${OPERATORS})/` },
			to: { path: '^api/features/', pathNot: `^api/features/($1|${COMMON_FEATURES})/` }
		},
		{
			name: 'composites-read-repos',
			comment:
				'A composite feature reads through the *.repo.ts of leaf features; routes and use cases belong to their own feature.',
			severity: error,
			from: { path: `^api/features/(${COMPOSITES})/`, pathNot: TESTS },
			to: { path: '^api/features/', pathNot: '^api/features/$1/|\\.repo\\.ts$' }
		},
		{
			name: 'features-know-no-app',
			comment:
				'A feature takes the fields of Deps that it uses, as a type; app.ts, server.ts and the CLI put features together, never the reverse.',
			severity: error,
			from: { path: '^api/features/', pathNot: TESTS },
			to: { path: '^api/(app|server|dev|running-app)\\.ts$|^api/cli/' }
		},
		{
			name: 'deps-as-a-type',
			comment: 'Features take Deps by `import type`: the values come in as arguments.',
			severity: error,
			from: { path: '^api/(features|platform)/', pathNot: TESTS },
			to: { path: '^api/deps\\.ts$', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'sql-lives-in-repos',
			comment:
				'Only *.repo.ts and api/platform/db speak SQL (and the audit trail, which every change writes): put the query in the repo of the noun that owns the table.',
			severity: error,
			from: {
				path: '^(api|src)/',
				pathNot: `${TESTS}|\\.repo\\.ts$|^api/platform/(db/|scope\\.ts$|audit\\.ts$)|^api/cli/gen`
			},
			to: { path: 'node_modules/(kysely|postgres)/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'api-knows-no-pages',
			comment: 'api sees only src/lib/domain of src: what both sides need is domain vocabulary.',
			severity: error,
			from: { path: '^api/', pathNot: '^api/cli/compile-messages\\.ts$|^api/platform/vite-plugin\\.ts$' },
			to: { path: '^src/', pathNot: '^src/lib/domain/' }
		},
		{
			name: 'api-runs-without-dev-dependencies',
			comment: 'What the server imports must be in "dependencies", or it is missing after `npm ci --omit=dev`.',
			severity: error,
			from: { path: '^api/', pathNot: `${TESTS}|${DEVELOPER_TOOLS}` },
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'pages-speak-http',
			comment:
				'Pages know the API by its types only, through src/lib/api/client.ts (and the accessor of the running app in hooks.server.ts).',
			severity: error,
			from: { path: '^src/', pathNot: '^src/lib/api/client\\.ts$|^src/hooks\\.server\\.ts$|^src/app\\.d\\.ts$' },
			to: { path: '^api/' }
		},
		{
			name: 'pages-import-api-types-only',
			comment: 'A value imported from api would pull the server into the browser: use `import type`, and call the API.',
			severity: error,
			from: { path: '^src/' },
			to: { path: '^api/', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'primitives-know-no-data',
			comment:
				'src/lib/ui and src/lib/charts draw what they are given: fetch in src/lib/features, compose in src/routes.',
			severity: error,
			from: { path: '^src/lib/(ui|charts)/', pathNot: TESTS },
			to: { path: '^src/(routes|lib/(api|features))/|node_modules/@tanstack/svelte-query' }
		},
		{
			name: 'charts-on-ui',
			comment: 'Charts may use primitives, not the other way round.',
			severity: error,
			from: { path: '^src/lib/ui/' },
			to: { path: '^src/lib/charts/' }
		},
		{
			name: 'echarts-in-charts',
			comment: 'ECharts lives in src/lib/charts only: add an option builder there.',
			severity: error,
			from: { path: '^src/', pathNot: '^src/lib/charts/' },
			to: { path: 'node_modules/echarts' }
		},
		{
			name: 'page-features-are-strangers',
			comment:
				'Features of pages do not import each other: compose them in a route, or move the shared part to ui/, or to fleet/ where it knows data.',
			severity: error,
			from: { path: '^src/lib/features/([^/]+)/', pathNot: TESTS },
			to: { path: '^src/lib/features/', pathNot: '^src/lib/features/($1|fleet)/' }
		},
		{
			name: 'library-knows-no-routes',
			comment: 'src/lib is composed by src/routes, never the reverse.',
			severity: error,
			from: { path: '^src/lib/' },
			to: { path: '^src/(routes/|hooks)' }
		},
		{
			name: 'tests-are-leaves',
			comment: 'Nothing imports from tests: what the product needs lives in api or src.',
			severity: error,
			from: { path: '^(api|src)/', pathNot: TESTS },
			to: { path: `^tests/|${TESTS}` }
		},
		{
			name: 'no-cycles',
			comment:
				'A cycle, of types too, means that two files are one: cut the part both need out into a third, lower one.',
			severity: error,
			from: {},
			to: { circular: true }
		},
		{
			name: 'resolvable',
			comment: 'The import leads nowhere: a typing error, or a package that is not in package.json.',
			severity: error,
			from: {},
			to: { couldNotResolve: true, pathNot: '^\\$(app|env)/|\\$types\\.js$|paraglide|^\\.\\./build/|/build/' }
		}
	],
	options: {
		tsPreCompilationDeps: 'specify',
		tsConfig: { fileName: 'tsconfig.json' },
		doNotFollow: { path: 'node_modules' },
		exclude: 'paraglide|^build/|/build/',
		enhancedResolveOptions: { conditionNames: ['import', 'svelte', 'types', 'default'], exportsFields: ['exports'] }
	}
};
