// Every list can be taken along as a file, from the same rows: a new one that forgets it fails here.
import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS } from '#api/platform/export/export-format.ts';
import { apiLists, formatsOf } from '#tests/support/api-lists.ts';
import { LIST_PLANS, unknownParameters } from '#tests/support/list-filters.ts';

/** Lists that are no data of the fleet, with what they are instead. */
const NOT_TO_EXPORT: Readonly<Record<string, string>> = {
	'/facets/{dimension}': 'choices of a menu',
	'/views': 'what a person saved, a menu too',
	'/response-codes/reclassifications': 'the progress of a job',
	'/failures/rhythm': 'a chart, whose menu gives its numbers',
	'/failures/latency': 'a chart, whose menu gives its numbers',
	'/fees/what-if': 'sums under terms that somebody tries out'
};

describe('lists of the API', async () => {
	const lists = await apiLists();

	it('answer as a file of every format', () => {
		expect(lists.length).toBeGreaterThan(20);
		const without = lists.filter((list) => formatsOf(list).length < EXPORT_FORMATS.length);
		expect(without.map(({ path }) => path).toSorted()).toEqual(Object.keys(NOT_TO_EXPORT).toSorted());
	});

	it('are each asked by random filters of their own, so that count, pages and files are held to be the same', () => {
		const asked = lists.filter((list) => formatsOf(list).length > 0);
		expect(Object.keys(LIST_PLANS).toSorted()).toEqual(asked.map(({ path }) => path).toSorted());
		expect(asked.flatMap(unknownParameters)).toEqual([]);
	});
});

/** Where a table is no list, or no place to take one along, with what it is. */
const NO_LIST: Readonly<Record<string, string>> = {
	'src/lib/features/response-codes/RuleEffectView.svelte': 'what a rule would change, before it is put into force',
	'src/lib/features/fees/WhatIfResult.svelte': 'three sums under terms that somebody tries out',
	'src/lib/features/response-codes/CodeShortList.svelte': 'the top of a list that stands one link away',
	'src/lib/features/ingest/ImportResult.svelte': 'the first rejects of an import, whose batch has them all',
	'src/routes/(app)/WallBoard.svelte': 'nothing on a wall can be pressed'
};

describe('tables of the pages', () => {
	it('stand on a page, or in a card, that offers their file', async () => {
		const sources = new Map<string, string>();
		for await (const file of glob('src/**/*.svelte')) sources.set(file, await readFile(file, 'utf8'));
		const tables = [...sources].filter(
			([file, text]) => /<(Table|LongTable)\b/.test(text) && file.startsWith('src/lib/features/')
		);
		expect(tables.length).toBeGreaterThan(15);
		const isOffered = (file: string): boolean => {
			const text = sources.get(file) ?? '';
			if (file in NO_LIST || text.includes('<ExportMenu')) return true;
			const name = file.split('/').at(-1) ?? '';
			const users = [...sources].filter(([user, other]) => user !== file && other.includes(`/${name}'`));
			return users.length > 0 && users.every(([user]) => isOffered(user));
		};
		const without = tables.map(([file]) => file).filter((file) => !isOffered(file));
		expect(without).toEqual([]);
	});
});
