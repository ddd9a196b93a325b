import type { Language } from './columns.ts';

const LANGUAGE_COOKIE = /(?:^|;\s*)lang=([^;]+)/;

/** The language of the pages, which they keep in a cookie; without it the first that the browser asks for and we have. */
export function languageOf(cookies: string | undefined, acceptLanguage: string | undefined): Language {
	const chosen = LANGUAGE_COOKIE.exec(cookies ?? '')?.[1];
	if (chosen !== undefined) return chosen.startsWith('zh') ? 'zh' : 'en';
	const wanted = (acceptLanguage ?? '')
		.split(',')
		.map((range, place) => {
			const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
			const quality = parameters.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find(Boolean);
			return { language: tag.split('-')[0], quality: Number(quality ?? 1), place };
		})
		.filter(({ language, quality }) => (language === 'en' || language === 'zh') && quality > 0)
		.sort((a, b) => b.quality - a.quality || a.place - b.place);
	return wanted[0]?.language === 'zh' ? 'zh' : 'en';
}
