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

type Variants = readonly { match: Readonly<Record<string, string>> }[];

/** Of a message that counts, the text for one where a value is one: `countPlural=one, daysPlural=*`. */
function textFor(message: unknown, values: Record<string, string>): string | undefined {
	if (typeof message === 'string') return message;
	const [variants] = (message ?? []) as Variants;
	const fits = (condition: string) =>
		condition.split(', ').every((part) => {
			const [, name = '', form] = /^(\w+)Plural=(.+)$/.exec(part) ?? [];
			return form === '*' || (form === 'one' && values[name] === '1');
		});
	return Object.entries(variants?.match ?? {}).find(([condition]) => fits(condition))?.[1];
}

/** The message of that name; `values` stand for what is put into it. */
export function word(language: Language, key: string, values: Record<string, string> = {}): string {
	const text = textFor(messages[language][key], values);
	if (text === undefined) throw new Error(`There is no message "${key}" in ${language}`);
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
