// Campaigns as the API answers them: progress of each ring, what the update did to payments so far, and whether it should go on.
import { pauseAdvice } from '#lib/domain/firmware-campaigns.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { campaignUnknown } from './campaigns.errors.ts';
import {
	campaignDecisions,
	campaignRings,
	campaignTerminals,
	type DecisionRow,
	type RingRow
} from './campaigns.repo.ts';
import type {
	CampaignItem,
	CampaignsQuery,
	CampaignTerminalItem,
	CampaignTerminalsQuery
} from './campaigns.schemas.ts';
import { listRollouts } from './rollouts.repo.ts';

type Rollout = Awaited<ReturnType<typeof listRollouts>>[number];

export async function campaignList(
	db: ReadDb,
	scope: Scope,
	question: Pick<CampaignsQuery, 'vendor' | 'model' | 'firmware' | 'status' | 'campaign'>,
	timeZone: string
): Promise<CampaignItem[]> {
	const rings = await campaignRings(db, scope, timeZone, question.campaign);
	const rollouts = await listRollouts(db, scope, { acquirer: [], vendor: [], model: [], firmware: [], verdict: [] });
	const byVersion = Map.groupBy(rollouts, (row) => JSON.stringify([row.vendor, row.model, row.version]));
	const decisions = new Map((await campaignDecisions(db)).map((row) => [row.campaign_code, row]));
	const isWanted = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
	return rings
		.filter(
			(ring) =>
				isWanted(question.vendor, ring.vendor) &&
				isWanted(question.model, ring.model) &&
				isWanted(question.firmware, ring.version) &&
				isWanted(question.status, ring.status)
		)
		.map((ring) => {
			const judged = byVersion.get(JSON.stringify([ring.vendor, ring.model, ring.version])) ?? [];
			return campaignItem(ring, worstOf(judged), decisions.get(ring.campaign_code) ?? null);
		});
}

/** Whoever sees several acquirers, not all, has a verdict of each: one that is worse is enough to stop. */
const worstOf = (judged: readonly Rollout[]): Rollout | null =>
	judged.find(({ verdict }) => verdict === 'worse') ?? judged[0] ?? null;

function campaignItem(ring: RingRow, rollout: Rollout | null, decision: DecisionRow | null): CampaignItem {
	const verdict = (rollout?.verdict ?? null) as CampaignItem['verdict'];
	const advice = pauseAdvice({
		...{ status: ring.status, updated: ring.updated, failed: ring.failed, verdict },
		worseSinceMs: rollout?.worse_since?.getTime() ?? null,
		decision: decision && { decision: decision.decision, decidedMs: decision.decided_at.getTime() }
	});
	return {
		campaignId: ring.campaign_code,
		name: ring.name,
		vendor: ring.vendor,
		model: ring.model,
		firmware: ring.version,
		ring: ring.ring,
		status: ring.status,
		advice,
		decision: decision?.decision ?? null,
		decidedAt: decision?.decided_at.toISOString() ?? null,
		decidedBy: decision?.decided_by ?? null,
		reason: decision?.reason ?? null,
		startsAt: ring.starts_at?.toISOString() ?? null,
		windowFrom: ring.window_from,
		windowTo: ring.window_to,
		terminals: ring.terminals,
		updated: ring.updated,
		failed: ring.failed,
		waiting: ring.terminals - ring.updated - ring.failed,
		outsideWindow: ring.outside_window,
		firstUpdateAt: ring.first_update_at?.toISOString() ?? null,
		latestUpdateAt: ring.latest_update_at?.toISOString() ?? null,
		verdict,
		effect: rollout?.effect ?? null,
		effectLow: rollout?.effect_low ?? null,
		effectHigh: rollout?.effect_high ?? null
	};
}

/** In the order of campaigns and rings. */
export function campaignsPage(items: readonly CampaignItem[], page: { limit: number; cursor: string | undefined }) {
	const ordered = items.map((item, position) => ({ item, position }));
	const cut = sortedPage(ordered, {
		...page,
		sort: 'campaignId',
		keyOf: ({ position }) => [position, position],
		kinds: ['number', 'number']
	});
	return { ...cut, items: cut.items.map(({ item }) => item) };
}

/** The only order of that list. */
const BY_RING = 'ring';

export async function campaignTerminalList(
	db: ReadDb,
	scope: Scope,
	question: { campaignId: string } & Pick<CampaignTerminalsQuery, 'ring' | 'progress' | 'outsideWindow'>,
	page: { limit: number; cursor: string | undefined; timeZone: string }
) {
	const { campaignId: campaign, ring, progress, outsideWindow } = question;
	if ((await campaignRings(db, scope, page.timeZone, campaign)).length === 0) throw campaignUnknown();
	const [afterRing, terminal] = page.cursor === undefined ? [] : decodeCursor(BY_RING, page.cursor, ['id', 'string']);
	const rows = await campaignTerminals(
		db,
		scope,
		{ campaign, ring, progress, isOutside: outsideWindow === undefined ? undefined : outsideWindow === 'true' },
		{
			limit: page.limit,
			after: afterRing === undefined ? undefined : { ring: Number(afterRing), terminal: String(terminal) },
			fleetTimeZone: page.timeZone
		}
	);
	const cut = pageFrom(rows, page.limit, BY_RING, (row) => [row.ring, row.terminal_code]);
	return {
		...cut,
		items: cut.items.map((row): CampaignTerminalItem => ({
			terminalId: row.terminal_code,
			acquirerId: row.acquirer_code,
			merchantId: row.merchant_code,
			merchantName: row.merchant_name,
			ring: row.ring,
			progress: row.progress,
			firmware: row.reported || null,
			outcome: row.outcome,
			failure: row.failure,
			updatedAt: row.at?.toISOString() ?? null,
			localTime: row.local_time,
			placeTimeZone: row.time_zone,
			isOutsideWindow: row.is_outside
		})),
		total: rows[0]?.total ?? 0
	};
}
