import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import type { Tx } from '#api/platform/db/db.ts';
import { boardDays } from '#api/features/terminals/terminal-verdict.repo.ts';
import {
	failingAt,
	failingNow,
	listMarks,
	lockMark,
	merchantsAmong,
	putMark,
	removeMark,
	silentAt,
	silentNow,
	terminalsAmong,
	usualSales
} from './attention.repo.ts';

const ZONE = 'Asia/Shanghai';
const DAYS = boardDays({ year: 2026, month: 3, day: 1 }, ZONE);
const TERMINALS = [1, 2];
const NO_CHOICE = {
	acquirer: [],
	merchant: [],
	terminal: [],
	vendor: [],
	model: [],
	firmware: [],
	carrier: [],
	region: [],
	q: ''
};

type Transacting = { transaction(): { execute<Result>(change: (tx: Tx) => Promise<Result>): Promise<Result> } };
const within = async <Result>(db: Transacting, change: (tx: Tx) => Promise<Result>) => db.transaction().execute(change);

export const samples: QuerySamples = {
	failingNow: async ({ db }) => failingNow(db, SAMPLE_SCOPE, SAMPLE_INSTANT),
	failingAt: async ({ db }) =>
		failingAt(db, SAMPLE_SCOPE, { days: DAYS, folded: DAYS.slice(0, 6).map(({ name }) => name), timeZone: ZONE }),
	silentNow: async ({ db }) => silentNow(db, SAMPLE_SCOPE),
	silentAt: async ({ db }) => silentAt(db, SAMPLE_SCOPE, SAMPLE_INSTANT),
	usualSales: async ({ db }) => usualSales(db, SAMPLE_SCOPE, TERMINALS, { first: '2026-02-01', last: '2026-02-28' }),
	terminalsAmong: async ({ db }) => terminalsAmong(db, SAMPLE_SCOPE, TERMINALS, { ...NO_CHOICE, model: ['A920'] }),
	merchantsAmong: async ({ db }) =>
		merchantsAmong(db, SAMPLE_SCOPE, [1, 2], { ...NO_CHOICE, region: ['CN-SH'], q: '幸福' }),
	listMarks: async ({ db }) => listMarks(db, SAMPLE_SCOPE),
	lockMark: async ({ db }) => within(db, async (tx) => lockMark(tx, SAMPLE_SCOPE, 'terminal', 1)),
	putMark: async ({ db }) =>
		within(db, async (tx) =>
			putMark(
				tx,
				{
					subjectKind: 'terminal',
					subjectId: 1,
					acquirerId: 1,
					status: 'snoozed',
					until: SAMPLE_INSTANT,
					note: 'The shop is closed until then',
					kinds: ['silent']
				},
				{ at: SAMPLE_INSTANT, name: 'manager@example.com' }
			)
		),
	removeMark: async ({ db }) => within(db, async (tx) => removeMark(tx, SAMPLE_SCOPE, 'terminal', 1))
};
