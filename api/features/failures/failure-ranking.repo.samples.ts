import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { ranking, type RankingArgs } from './failure-ranking.repo.ts';
import { windowPieces } from './window-pieces.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = { fromMs: Date.parse('2026-02-28T16:00:00Z'), toMs: Date.parse('2026-03-02T04:30:00Z') };
const TWO_WEEKS = { fromMs: Date.parse('2026-03-01T16:00:00Z'), toMs: Date.parse('2026-03-15T16:00:00Z') };
const MONDAYS = new Set(['2026-03-02', '2026-03-09']);
const WORST_FIRST: Omit<RankingArgs, 'place'> = {
	pieces: windowPieces(WINDOW, ['terminal_day', 'terminal_hour', 'txn'], ZONE, new Set(['2026-03-01'])),
	ids: { by: {} },
	zone: ZONE,
	listed: null,
	shownIds: {},
	sort: 'rateLow',
	descending: true,
	limit: 50,
	cursor: undefined
};

export const samples: QuerySamples = {
	'ranking (terminals)': async ({ db }) => ranking(db, SAMPLE_SCOPE, { ...WORST_FIRST, place: 'terminal' }),
	'ranking (terminals, two weeks)': async ({ db }) =>
		ranking(db, SAMPLE_SCOPE, {
			...WORST_FIRST,
			place: 'terminal',
			pieces: windowPieces(TWO_WEEKS, ['terminal_running', 'txn'], ZONE, new Set(), MONDAYS)
		}),
	'ranking (merchants of one acquirer)': async ({ db }) =>
		ranking(db, SAMPLE_SCOPE, { ...WORST_FIRST, place: 'merchant', shownIds: { acquirer: [1] } })
};
