// A README that names a file, a folder or a script is wrong as soon as that is gone.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, textFiles } from './repository-files.ts';

const TOP_FOLDERS = ['api', 'src', 'tests', 'migrations', 'examples', 'static', '.ci'];
const IN_BACKTICKS = /`([^`\s]+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;
const SCRIPT = /npm run (?:-s )?([\w:-]+)/g;

type Reference = { from: string; target: string };

const documents = await textFiles(/\.md$/);
const files = await repositoryFiles();

function references(pattern: RegExp, isMeant: (target: string) => boolean): Reference[] {
	return documents.flatMap(({ path: from, text }) =>
		[...text.matchAll(pattern)]
			.map((match) => ({ from, target: match[1] ?? '' }))
			.filter(({ target }) => isMeant(target))
	);
}

/** `a/*.ts` and `{a,b}` stand for at least one file each; `<noun>` and `…` for whatever the reader makes of it. */
function exists(target: string): boolean {
	const clean = target.replace(/[#:].*$/, '');
	if (/[<…]/.test(clean)) return true;
	return files.some((file) => path.matchesGlob(file, clean)) || existsSync(clean);
}

describe('READMEs', () => {
	it('name files and folders that exist', () => {
		const named = references(IN_BACKTICKS, (target) => TOP_FOLDERS.some((folder) => target.startsWith(`${folder}/`)));
		expect(named.filter(({ target }) => !exists(target))).toEqual([]);
	});

	it('link to what exists', () => {
		const links = references(LINK, (target) => !/^(https?:|mailto:|#)/.test(target));
		const broken = links.filter(({ from, target }) => !exists(path.join(path.dirname(from), target)));
		expect(broken).toEqual([]);
	});

	it('name scripts that package.json has', () => {
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
		expect(references(SCRIPT, (target) => !(target in scripts))).toEqual([]);
	});

	it('can be seen to fail', () => {
		expect(exists('api/nowhere.ts')).toBe(false);
		expect(exists('api/features/*/nothing-like-this.ts')).toBe(false);
		expect(exists('api/platform/*.ts')).toBe(true);
	});
});
