// Stored verdicts on roll-outs as the API answers them.
import { wilsonInterval } from '#lib/domain/rates.ts';
import { CODE_PROFILES } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { NO_SORT_VALUE, sortedPage } from '#api/platform/sorted-page.ts';
import type { RolloutItem, RolloutsQuery } from './firmware.schemas.ts';
import { listRollouts, rolloutCodes } from './rollouts.repo.ts';

/** As many as a person reads; the surest come first. */
const CODES_SHOWN_MAX = 12;

type Row = Awaited<ReturnType<typeof listRollouts>>[number];
type CodeRow = Awaited<ReturnType<typeof rolloutCodes>>[number];
export type ListedRollout = { key: string; item: RolloutItem };

export async function rolloutList(
	db: ReadDb,
	scope: Scope,
	question: Omit<RolloutsQuery, 'format' | 'limit' | 'cursor'>
): Promise<ListedRollout[]> {
	const rows = await listRollouts(db, scope, question);
	const codes = Map.groupBy(await rolloutCodes(db, scope), keyOf);
	return rows.map((row) => ({ key: keyOf(row), item: rolloutItem(row, codes.get(keyOf(row)) ?? []) }));
}

type Order = { sort: RolloutsQuery['sort']; limit: number; cursor: string | undefined };

export function rolloutsPage(rollouts: readonly ListedRollout[], order: Order) {
	const valueOf = (item: RolloutItem) => {
		switch (order.sort.replace('-', '')) {
			case 'effect':
				return item.effect ?? NO_SORT_VALUE;
			case 'updated':
				return item.updated;
			default:
				return Date.parse(item.startedAt);
		}
	};
	const page = sortedPage(rollouts, {
		...order,
		keyOf: ({ key, item }) => [valueOf(item), key],
		kinds: ['number', 'string']
	});
	return { ...page, items: page.items.map(({ item }) => item) };
}

function rolloutItem(row: Row, codes: readonly CodeRow[]): RolloutItem {
	return {
		vendor: row.vendor,
		model: row.model,
		firmware: row.version,
		acquirerId: row.acquirer_code,
		startedAt: row.started_at.toISOString(),
		latestUpdateAt: row.latest_update_at.toISOString(),
		updated: row.updated,
		waiting: row.waiting,
		verdict: row.verdict as RolloutItem['verdict'],
		lacks: row.lacks as RolloutItem['lacks'],
		attemptsMissing: row.attempts_missing,
		daysMissing: row.days_missing,
		terminalsMissing: row.terminals_missing,
		comparedShare: row.compared_share,
		effect: row.effect,
		effectLow: row.effect_low,
		effectHigh: row.effect_high,
		from: row.first_day,
		to: row.last_day,
		comparedUpdated: row.compared_updated,
		comparedPeers: row.compared_peers,
		updatedBefore: tally(row.updated_before_attempts, row.updated_before_failures),
		updatedAfter: tally(row.updated_after_attempts, row.updated_after_failures),
		peersBefore: tally(row.peers_before_attempts, row.peers_before_failures),
		peersAfter: tally(row.peers_after_attempts, row.peers_after_failures),
		codes: codes.slice(0, CODES_SHOWN_MAX).map(codeEffect),
		judgedAt: row.judged_at.toISOString()
	};
}

function tally(attempts: number, failures: number): RolloutItem['updatedBefore'] {
	const { rate, low, high } = wilsonInterval(failures, attempts);
	return { attempts, failures, rate, rateLow: low, rateHigh: high };
}

/** A code without a text is that of no answer. */
function codeEffect({ profile, code, failures, effect, effect_low, effect_high, is_discovery }: CodeRow) {
	return {
		codeProfile: CODE_PROFILES.find((each) => each === profile) ?? null,
		responseCode: code === '' ? null : code,
		failures,
		effect,
		effectLow: effect_low,
		effectHigh: effect_high,
		stands: is_discovery
	};
}

const keyOf = ({ model_id, firmware_id, acquirer_id }: Pick<Row, 'model_id' | 'firmware_id' | 'acquirer_id'>) =>
	`${model_id}/${firmware_id}/${acquirer_id}`;
