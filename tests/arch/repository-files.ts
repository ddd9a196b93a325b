import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const TEXT = /\.(ts|js|cjs|mjs|svelte|json|sql|md|html|css|yml|csv)$|^\.[a-z]+|^\.ci\/run$/;

/** Paths of all files that git tracks or would track. */
export async function repositoryFiles(): Promise<string[]> {
	const { stdout } = await promisify(execFile)(
		'git',
		['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
		{
			maxBuffer: 2 ** 24
		}
	);
	return stdout.split('\0').filter(Boolean).sort();
}

export type TextFile = { path: string; text: string };

/** The text files among them. One that was deleted but not yet committed is left out. */
export async function textFiles(matching: RegExp = TEXT): Promise<TextFile[]> {
	const paths = (await repositoryFiles()).filter((path) => matching.test(path));
	const files = await Promise.all(
		paths.map(async (path) => ({ path, text: await readFile(path, 'utf8').catch(() => null) }))
	);
	return files.filter((file): file is TextFile => file.text !== null);
}

/** Where `pattern` occurs, as path:line and what is there. */
export function occurrences(files: readonly TextFile[], pattern: RegExp): string[] {
	return files.flatMap(({ path, text }) =>
		text.split('\n').flatMap((line, index) => {
			const match = pattern.exec(line);
			return match ? [`${path}:${index + 1} ${match[0]}`] : [];
		})
	);
}
