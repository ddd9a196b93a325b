// Lists as files: the same rows as on the page, all of them, while they are read.
//
// An export reads one snapshot by the function that also makes the list's pages, so that list, count and file cannot differ. It
// is written to the audit trail before its first byte: whoever breaks a download off has seen what had come by then, and an
// export that cannot be recorded does not happen. What goes wrong before the first byte is a refusal; afterwards the answer breaks off,
// which every client can tell from an end.
import type { Context } from 'hono';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import { CHUNK_ROWS } from '#api/platform/db/row-chunks.ts';
import { openSnapshot, readingError, type Snapshot } from '#api/platform/db/snapshot.ts';
import { defineError, tooBusy } from '#api/platform/errors.ts';
import { principalOf, type ApiEnv } from '#api/platform/http.ts';
import type { Scope } from '#api/platform/scope.ts';
import { aboutHeaders, attachment, type About } from './about.ts';
import { csvFile } from './csv-file.ts';
import type { Column, Language, Words } from './columns.ts';
import { EXPORT_ROWS_MAX, MEDIA_TYPES, type ExportFormat } from './export-format.ts';
import { languageOf } from './language.ts';
import { localClock, type LocalClock } from './local-clock.ts';
import { ndjsonFile } from './ndjson-file.ts';
import { parquetFile } from './parquet-file.ts';
import { xlsxFile } from './xlsx-file.ts';

/** What a list is called and looks like as a file; beside its schema. */
export type ListFile<Item> = { list: string; title: Words; columns: readonly Column<Item>[] };

export type Page<Item> = { items: Item[]; nextCursor: string | null; total: number };

/** A list that has no pages. */
export function wholeList<Item>({ items }: { items: Item[] }): Page<Item> {
	return { items, nextCursor: null, total: items.length };
}

export type ListReading<Item> = {
	/** A page of the list, as its JSON answer has it. */
	page(db: ReadDb, limit: number, cursor: string | undefined): Promise<Page<Item>>;
	/** All rows in one go, for lists whose pages each work through everything again. */
	rows?: (db: ReadDb) => AsyncIterable<readonly Item[]>;
};

export type Exports = {
	/** Answers a list as a file. */
	send<Item>(
		c: Context<ApiEnv>,
		format: ExportFormat,
		file: ListFile<Item>,
		reading: ListReading<Item>
	): Promise<never>;
};

export type ExportsDeps = {
	db: Db;
	clock: Clock;
	timeZone: string;
	/** Event time of the newest transaction in reach. */
	dataAsOf: (db: ReadDb, scope: Scope) => Promise<Date | null>;
};

export const exportTooLarge = defineError('export.too_large', 400, 'Too many rows for one file: narrow the filter');

/** Each holds a connection as long as its reader takes; pages need the others. */
const EXPORTS_AT_ONCE_MAX = 4;
const LIMITS = { statementTimeoutMs: 60_000, idleTimeoutMs: 60_000 };
/** Rows of a page where a list is read by pages: each page may be a query over everything. */
const PAGE_ROWS = 10_000;
/** Items written at a time: as many as a cursor gives at once. */
const SLICE_ITEMS = CHUNK_ROWS;

export function createExports(deps: ExportsDeps): Exports {
	const clock = localClock(deps.timeZone);
	let open = 0;
	return {
		async send<Item>(
			c: Context<ApiEnv>,
			format: ExportFormat,
			file: ListFile<Item>,
			reading: ListReading<Item>
		): Promise<never> {
			if (open >= EXPORTS_AT_ONCE_MAX) throw tooBusy('Too many exports at once: try again in a moment');
			open += 1;
			let snapshot: Snapshot | undefined;
			const end = once(async () => {
				open -= 1;
				await snapshot?.close();
			});
			try {
				snapshot = await openSnapshot(deps.db, LIMITS);
				const first = await firstPage(snapshot.db, reading);
				const about = await aboutOf(deps, snapshot.db, c, file, first.total);
				await record(deps, c, format, about);
				const { rows } = reading;
				const chunks = sliced(
					rows && first.nextCursor !== null ? rows(snapshot.db) : pages(snapshot.db, reading, first)
				);
				const language = languageOf(c.req.header('cookie'), c.req.header('accept-language'));
				const body = streamed(written(format, chunks, file.columns, about, language, clock), snapshot, end);
				const headers = {
					'content-type': MEDIA_TYPES[format],
					'content-disposition': attachment(about, language, clock, format),
					'content-language': language === 'zh' ? 'zh-CN' : 'en',
					'cache-control': 'private, no-store',
					...aboutHeaders(about, clock)
				};
				// To the compiler this is no answer at all: the typed client of the pages cannot ask for files.
				return c.body(body, 200, headers) as never;
			} catch (error) {
				await end();
				throw readingError(error);
			}
		}
	};
}

async function firstPage<Item>(db: ReadDb, reading: ListReading<Item>): Promise<Page<Item>> {
	// Where all rows can be had in one go, a page of one says how many there are.
	const first = await reading.page(db, reading.rows ? 1 : PAGE_ROWS, undefined);
	if (first.total > EXPORT_ROWS_MAX) {
		throw exportTooLarge(`${first.total} rows match, a file holds at most ${EXPORT_ROWS_MAX}`);
	}
	return first;
}

async function aboutOf(
	{ clock, timeZone, dataAsOf }: ExportsDeps,
	db: ReadDb,
	c: Context<ApiEnv>,
	{ list, title }: Pick<ListFile<never>, 'list' | 'title'>,
	rows: number
): Promise<About> {
	const newest = await dataAsOf(db, principalOf(c, 'read').scope);
	return {
		list,
		title,
		query: askedFor(c.req.url),
		zone: timeZone,
		createdAtMs: clock.now().getTime(),
		dataAsOfMs: newest?.getTime() ?? null,
		rows
	};
}

/** In a transaction of its own: the snapshot only reads. */
async function record(
	{ db, clock }: ExportsDeps,
	c: Context<ApiEnv>,
	format: ExportFormat,
	about: About
): Promise<void> {
	const actor = actorOf(principalOf(c, 'read'), c.get('requestId'));
	const change = {
		action: 'export.download',
		subject: { kind: 'list', id: about.list },
		after: { path: c.req.path, filter: about.query.toString(), format, rows: about.rows }
	};
	await db.transaction().execute(async (tx) => writeAudit(tx, actor, clock.now(), change));
}

/** The filter and order that were asked for. */
function askedFor(url: string): URLSearchParams {
	const query = new URLSearchParams(new URL(url).search);
	for (const name of ['format', 'limit', 'cursor']) query.delete(name);
	return query;
}

async function* pages<Item>(
	db: ReadDb,
	{ page }: ListReading<Item>,
	first: Page<Item>
): AsyncGenerator<readonly Item[]> {
	yield first.items;
	for (let cursor = first.nextCursor; cursor !== null;) {
		const next = await page(db, PAGE_ROWS, cursor);
		yield next.items;
		cursor = next.nextCursor;
	}
}

async function* sliced<Item>(chunks: AsyncIterable<readonly Item[]>): AsyncGenerator<readonly Item[]> {
	for await (const items of chunks) {
		for (let from = 0; from < items.length; from += SLICE_ITEMS) yield items.slice(from, from + SLICE_ITEMS);
	}
}

function written<Item>(
	format: ExportFormat,
	chunks: AsyncIterable<readonly Item[]>,
	columns: readonly Column<Item>[],
	about: About,
	language: Language,
	clock: LocalClock
): AsyncGenerator<string | Uint8Array> {
	switch (format) {
		case 'csv':
			return csvFile(chunks, columns, about, language, clock);
		case 'xlsx':
			return xlsxFile(chunks, columns, about, language, clock);
		case 'ndjson':
			return ndjsonFile(chunks);
		case 'parquet':
			return parquetFile(chunks, columns, about, language, clock);
	}
}

/** Made as fast as it is read. A reader who leaves ends the query, not only the writing. */
function streamed(
	pieces: AsyncGenerator<string | Uint8Array>,
	snapshot: Snapshot,
	end: () => Promise<void>
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let hasLeft = false;
	const finish = once(async () => {
		await pieces.return(undefined).catch(() => {});
		await end();
	});
	return new ReadableStream(
		{
			async pull(controller) {
				try {
					const { value, done } = await pieces.next();
					if (hasLeft) return;
					if (done === true) await finish();
					if (done === true) controller.close();
					else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
				} catch (error) {
					await finish();
					if (!hasLeft) throw error;
				}
			},
			async cancel() {
				hasLeft = true;
				await snapshot.cancel();
				await finish();
			}
		},
		{ highWaterMark: 1 }
	);
}

function once(work: () => Promise<void>): () => Promise<void> {
	let done: Promise<void> | undefined;
	return async () => (done ??= work());
}
