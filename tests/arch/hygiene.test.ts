import { describe, expect, it } from 'vitest';
import { occurrences, textFiles } from './repository-files.ts';

const CODE = /\.(ts|js|cjs|mjs|svelte|sql)$/;
/** The words are put together here, so that this file does not accuse itself. */
const word = (...parts: string[]) => parts.join('');

describe('what is committed', () => {
	it('names no folder of anybody’s machine', async () => {
		const folders = ['work', 'root', 'home', 'Users', 'tmp'].join('|');
		expect(occurrences(await textFiles(), new RegExp(`(?<![\\w.*/~-])/(${folders})/\\w[\\w./-]*`))).toEqual([]);
	});

	it('holds no secret', async () => {
		const patterns = [
			word('^-----BEGIN', ' [A-Z ]*PRIVATE KEY-----$'),
			word('AKIA', '[0-9A-Z]{16}'),
			word('gh[pousr]_', '\\w{36}')
		];
		expect(occurrences(await textFiles(), new RegExp(patterns.join('|')))).toEqual([]);
	});

	it('is finished, and checked without exceptions', async () => {
		const patterns = [
			word('\\bTO', 'DO\\b'),
			word('\\bFIX', 'ME\\b'),
			word('@ts-', '(ignore|nocheck)'),
			word('\\.on', 'ly\\(')
		];
		expect(occurrences(await textFiles(CODE), new RegExp(patterns.join('|')))).toEqual([]);
	});

	it('tells lint to look away only with a reason', async () => {
		const directive = word('eslint', '-disable');
		expect(occurrences(await textFiles(CODE), new RegExp(`${directive}(?!.* -- \\w).*`))).toEqual([]);
	});

	it('does not tie the lock file to one registry', async () => {
		expect(occurrences(await textFiles(/^package-lock\.json$/), /"resolved": "https?:[^"]*"/)).toEqual([]);
	});
});
