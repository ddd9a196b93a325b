// How both languages are written: one rule for each sign, so that pages by many hands read as one.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HEADINGS } from '#lib/domain/headings.ts';

type Texts = [name: string, text: string][];

const library = fileURLToPath(new URL('../', import.meta.url));

/** Every text of a language: messages with all their variants, and the columns of files. */
function textsOf(locale: 'en' | 'zh-CN'): Texts {
	const file = readFileSync(new URL(`./messages/${locale}.json`, import.meta.url), 'utf8');
	const messages = Object.entries(JSON.parse(file) as Record<string, string | { match: Record<string, string> }[]>)
		.filter(([key]) => key !== '$schema')
		.flatMap(([key, message]): Texts => {
			const texts = typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
			return texts.map((text) => [key, text]);
		});
	const headings = Object.entries(HEADINGS).map(([key, words]): [string, string] => [
		`HEADINGS.${key}`,
		words[locale === 'en' ? 'en' : 'zh']
	]);
	return [...messages, ...headings];
}

function against(rule: RegExp, texts: Texts, except: readonly string[] = []): Texts {
	return texts.filter(([name, text]) => !except.includes(name) && rule.test(text));
}

const english = textsOf('en');
const chinese = textsOf('zh-CN');

describe.each([
	['English', english],
	['Chinese', chinese]
])('%s', (_, texts) => {
	it('has curly quotes, one sign for an ellipsis and no space at its ends', () => {
		expect(against(/["'`「」『』]|\.\.\.|……|^\s|\s$| {2}/, texts)).toEqual([]);
	});

	it('writes percentages as Intl writes them beside it', () => {
		expect(against(/[\d}] %/, texts)).toEqual([]);
	});
});

describe('English', () => {
	it('puts no space before a sign, and says words instead of signs', () => {
		expect(against(/ [,;:.?!…](?!\w)|[，。；：？！（）]|\p{Script=Han}|&/u, english)).toEqual([]);
	});
});

describe('Chinese', () => {
	/** Values that are Chinese themselves: no space before or after them. */
	const CHINESE_VALUES = /\{(?:dimension|kind)\}/g;
	const CHINESE_NAMES = ['facet_search', 'explorer_filter_only'];
	const spoken = chinese.map(([name, text]): [string, string] => [name, text.replaceAll(CHINESE_VALUES, '值')]);

	it('has full-width signs, without a space beside them', () => {
		expect(
			against(/[,;:?!()~]|\p{Script=Han}\.(?!\w)|\s[，。；：？！（）、“”]|[，。；：？！（）、“”]\s/u, chinese)
		).toEqual([]);
	});

	it('has one space between characters and letters, digits or values', () => {
		const [han, other] = [String.raw`\p{Script=Han}`, String.raw`[A-Za-z0-9%{}]`];
		expect(against(new RegExp(`${han}${other}|${other}${han}|${han} ${han}`, 'u'), spoken, CHINESE_NAMES)).toEqual([]);
	});

	it('has one word for one thing: the vocabulary’s', () => {
		const OTHER_WORDS = /静默|响应码|返回码|发卡方|收单行|收单方|商家|置信度|技术失败率|同型号|窗口|批准率|您好/;
		expect(against(OTHER_WORDS, chinese)).toEqual([]);
	});
});

describe('pages and charts', () => {
	it('write numbers, times and sizes by the formatters alone', () => {
		const FORMATTERS = ['i18n/format.ts', 'domain/money.ts', 'domain/time-zones.ts'];
		const CSS_LENGTHS = ['features/terminals/PeersStrip.svelte'];
		const OTHER_WAYS =
			/\.toLocale(?:Date|Time)?String\(|new Intl\.(?!Collator)|\}\)?\s?(?:ms|%|kB|MB|pp)`|\.toFixed\([^)]*\)(?!\))|\)\} %/;
		const files = globSync('**/*.{ts,svelte}', { cwd: library, exclude: ['i18n/paraglide/**'] });
		const others = files
			.filter(
				(file) => ![...FORMATTERS, ...CSS_LENGTHS].includes(file) && !/paraglide|\.(?:test|fixture)\.ts$/.test(file)
			)
			.flatMap((file) => {
				const lines = readFileSync(`${library}${file}`, 'utf8').split('\n');
				return lines.filter((line) => OTHER_WAYS.test(line)).map((line) => `${file}: ${line.trim()}`);
			});
		expect(others).toEqual([]);
	});
});
