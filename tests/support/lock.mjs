// npm drops an optional platform package that a registry lacks, silently, and then `npm ci` refuses the lock.
// `npm run lock:check` finds that in a tenth of a second: run it after every change of dependencies.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const missing = Object.entries(packages).flatMap(([path, entry]) =>
	Object.keys(entry.optionalDependencies ?? {})
		.filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
		.map((name) => `${path || 'the project'} -> ${name}`)
);
if (missing.length > 0) {
	console.error(`npm ci would refuse this lock file; it lacks:\n${missing.join('\n')}`);
	process.exit(1);
}
