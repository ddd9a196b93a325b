import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { textFiles } from './repository-files.ts';

const FOLDER = 'src/lib/i18n/messages';
const BASE = 'en';

/** A message is a text, or a list of variants for plurals: only what it says and which values it takes matter here. */
type Messages = Record<string, string>;

function messagesOf(locale: string): Messages {
	const content = JSON.parse(readFileSync(`${FOLDER}/${locale}.json`, 'utf8')) as Record<string, unknown>;
	return Object.fromEntries(
		Object.entries(content)
			.filter(([key]) => key !== '$schema')
			.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
	);
}

const valuesOf = (message: string) => [...new Set([...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

const locales = readdirSync(FOLDER).map((name) => name.replace('.json', ''));
const base = messagesOf(BASE);

describe.each(locales)('messages in %s', (locale) => {
	const messages = messagesOf(locale);

	it('are the same ones as in the base language', () => {
		expect(Object.keys(messages).sort()).toEqual(Object.keys(base).sort());
	});

	it('say something, with the same values in it', () => {
		const odd = Object.keys(messages).filter((key) => {
			const message = messages[key] ?? '';
			return message.trim() === '' || valuesOf(message).join() !== valuesOf(base[key] ?? '').join();
		});
		expect(odd).toEqual([]);
	});
});

describe('a message', () => {
	it('is used, or is no longer kept', async () => {
		const code = (await textFiles(/^src\/.*\.(ts|svelte)$/)).map((file) => file.text).join('\n');
		/** Families that code puts together: `m[`cause_${cause}`]` uses all that begin with cause_. */
		const families = [...code.matchAll(/[`'"]([a-z]\w*_)\$\{/g)].map((match) => match[1] ?? '');
		const isUsed = (key: string) =>
			new RegExp(`\\b${key}\\b`).test(code) || families.some((family) => key.startsWith(family));
		expect(Object.keys(base).filter((key) => !isUsed(key))).toEqual([]);
	});
});
