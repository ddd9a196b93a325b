// What a file says of itself: which list, under which filter, as of when. Without it a file is a riddle a week later.
import type { Language, Words } from './columns.ts';
import type { LocalClock } from './local-clock.ts';

export type About = {
	/** The noun in the file's name and in the audit trail: `terminals`. */
	list: string;
	title: Words;
	/** What was asked for, less paging and format. */
	query: URLSearchParams;
	zone: string;
	createdAtMs: number;
	/** Event time of the newest transaction in reach; null in an empty fleet. */
	dataAsOfMs: number | null;
	rows: number;
};

const WORDS = {
	list: { en: 'List', zh: '列表' },
	filter: { en: 'Filter', zh: '筛选条件' },
	everything: { en: 'none', zh: '无' },
	zone: { en: 'Time zone', zh: '时区' },
	dataAsOf: { en: 'Newest transaction', zh: '最新交易时间' },
	noData: { en: 'none yet', zh: '尚无交易' },
	createdAt: { en: 'Created', zh: '导出时间' },
	rows: { en: 'Rows', zh: '行数' }
} as const satisfies Record<string, Words>;

/** Names and values in the order in which people read them. */
export function aboutLines(about: About, language: Language, clock: LocalClock): [string, string][] {
	const filter = [...about.query].map(([name, value]) => `${name}=${value}`).join(' ');
	return [
		[WORDS.list[language], about.title[language]],
		[WORDS.filter[language], filter || WORDS.everything[language]],
		[WORDS.zone[language], about.zone],
		[WORDS.dataAsOf[language], about.dataAsOfMs === null ? WORDS.noData[language] : clock.text(about.dataAsOfMs)],
		[WORDS.createdAt[language], clock.text(about.createdAtMs)],
		[WORDS.rows[language], String(about.rows)]
	];
}

/** The same for programs, beside every file. */
export function aboutHeaders(about: About, clock: LocalClock): Record<string, string> {
	return {
		'x-tillwatch-rows': String(about.rows),
		'x-tillwatch-filter': about.query.toString(),
		'x-tillwatch-time-zone': about.zone,
		'x-tillwatch-created-at': clock.text(about.createdAtMs),
		...(about.dataAsOfMs === null ? {} : { 'x-tillwatch-data-as-of': clock.text(about.dataAsOfMs) })
	};
}

const FILTER_WORDS_LENGTH_MAX = 60;

/** Content-Disposition with a name that says what is inside: in any script (RFC 5987), and in ASCII for old clients. */
export function attachment(about: About, language: Language, clock: LocalClock, ending: string): string {
	const at = clock.text(about.createdAtMs).slice(0, 16).replace('T', ' ').replace(':', '');
	const filter = [...about.query.values()].join(' ').slice(0, FILTER_WORDS_LENGTH_MAX);
	const name = (title: string) => `${[title, filter, at].filter(Boolean).join(' ')}.${ending}`;
	const ascii = safeName(name(about.list)).replace(/[^ -~]|[%"\\]/g, '_');
	const any = encodeURIComponent(safeName(name(about.title[language]).toWellFormed())).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `attachment; filename="${ascii}"; filename*=UTF-8''${any}`;
}

/** What no file system of the common ones takes, and marks that turn the reading direction to hide an ending. */
function safeName(name: string): string {
	return name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '_').trim();
}
