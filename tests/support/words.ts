// What the pages say, in the language of the test: a text that changes is changed in one place.
import { readFileSync } from 'node:fs';

export type Language = 'en' | 'zh-CN';
export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];

const messages = Object.fromEntries(
	LANGUAGES.map((language) => [
		language,
		JSON.parse(readFileSync(`src/lib/i18n/messages/${language}.json`, 'utf8')) as Record<string, unknown>
	])
) as Record<Language, Record<string, unknown>>;

/** The message of that name; `values` stand for what is put into it. */
export function word(language: Language, key: string, values: Record<string, string> = {}): string {
	const message = messages[language][key];
	if (typeof message !== 'string') throw new Error(`There is no plain message "${key}" in ${language}`);
	return message.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
