import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { m } from './messages.ts';

type Variant = { declarations: string[]; match: Record<string, string> };
type Messages = Record<string, string | Variant[]>;

const source = fileURLToPath(new URL('../../', import.meta.url));
const messages = (locale: string): Messages => {
	const text = readFileSync(new URL(`./messages/${locale}.json`, import.meta.url), 'utf8');
	return Object.fromEntries(Object.entries(JSON.parse(text) as Messages).filter(([key]) => key !== '$schema'));
};

/** A number and, a word or two later, what there are several of; some words that end so are none. */
const COUNTED_NOUN =
	/\{\w+\} (?:(?!(?:of|in|to|from|until|by|with|or|and|is|was|because)\b)[a-z-]+ ){0,2}(?!(?:was|is|has|means|runs|ends|holds|because|this)\b)[a-z-]{2,}s\b/;

const english = messages('en');
const chinese = messages('zh-CN');

function textsOf(message: string | Variant[]): string[] {
	return typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
}

function placeholdersOf(message: string | Variant[]): string[] {
	const names = textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string));
	return [...new Set(names)].sort();
}

describe('messages', () => {
	it('exist in both languages', () => {
		expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
	});

	it('take the same placeholders in both languages', () => {
		const placeholders = (all: Messages) =>
			Object.fromEntries(Object.entries(all).map(([key, message]) => [key, placeholdersOf(message)]));
		expect(placeholders(chinese)).toEqual(placeholders(english));
	});

	it('speak English of one as of one', () => {
		// Bounds and limits, which are never one, and decimals.
		const MANY = [
			'chart_too_few',
			'reason_failures_alone',
			'data_stale_rule',
			'import_first_problems_cut',
			'merchants_too_many',
			'compare_note',
			'compare_hint',
			'attention_says_technical_failures',
			'points',
			'visit_note_hint'
		];
		const unbent = Object.entries(english).filter(
			([key, message]) => typeof message === 'string' && !MANY.includes(key) && COUNTED_NOUN.test(message)
		);
		expect(unbent, 'give it a variant for one: see codes_sum in messages/en.json').toEqual([]);
		const bent = Object.entries(english).filter(([, message]) => typeof message !== 'string');
		expect(bent.length).toBeGreaterThan(20);
		for (const [key, message] of bent) expect(textsOf(message)[0], key).not.toBe(textsOf(message).at(-1));
		expect(m.codes_sum({ codes: '1', attempts: '1' }, { locale: 'en' })).toBe('1 code in 1 attempt');
		expect(m.codes_sum({ codes: '1', attempts: '1,234' }, { locale: 'en' })).toBe('1 code in 1,234 attempts');
		expect(m.codes_sum({ codes: '0', attempts: '2' }, { locale: 'en' })).toBe('0 codes in 2 attempts');
	});

	it('are all used, and none is used that does not exist', () => {
		const used = new Set<string>();
		for (const file of globSync('**/*.{ts,svelte}', { cwd: source, exclude: ['lib/i18n/paraglide/**'] })) {
			if (file.includes('paraglide')) continue;
			for (const [, key] of readFileSync(`${source}${file}`, 'utf8').matchAll(/\bm\.([a-z][a-z0-9_]*)/g)) {
				used.add(key as string);
			}
		}
		const known = Object.keys(english);
		expect({
			unused: known.filter((key) => !used.has(key)),
			missing: [...used].filter((key) => !known.includes(key))
		}).toEqual({
			unused: [],
			missing: []
		});
	});

	it('are written in Chinese, not left in English', () => {
		const NAMES = ['app_name', 'import_size', 'overview_note', 'count_of'];
		const latin = Object.entries(chinese)
			.filter(([key]) => !NAMES.includes(key))
			.filter(([, message]) => textsOf(message).some((text) => !/\p{Script=Han}/u.test(text)));
		expect(latin).toEqual([]);
	});

	it('use Chinese punctuation beside Chinese, and no full-width letters', () => {
		const wrong = Object.entries(chinese).filter(([, message]) =>
			textsOf(message).some((text) => /\p{Script=Han}[,;:?!]|[Ａ-Ｚａ-ｚ０-９]/u.test(text))
		);
		expect(wrong).toEqual([]);
	});
});
