// Campaigns as the API answers them: progress of each ring, and what the update did to payments so far.
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { campaignRings } from './campaigns.repo.ts';
import type { CampaignItem, CampaignsQuery } from './firmware.schemas.ts';
import { listRollouts } from './rollouts.repo.ts';

export async function campaignList(
	db: ReadDb,
	scope: Scope,
	question: Pick<CampaignsQuery, 'vendor' | 'model' | 'firmware' | 'status'>,
	timeZone: string
): Promise<CampaignItem[]> {
	const rings = await campaignRings(db, scope, timeZone);
	const rollouts = await listRollouts(db, scope, { acquirer: [], vendor: [], model: [], firmware: [], verdict: [] });
	const verdicts = new Map(rollouts.map((row) => [JSON.stringify([row.vendor, row.model, row.version]), row.verdict]));
	const isWanted = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
	return rings
		.filter(
			(ring) =>
				isWanted(question.vendor, ring.vendor) &&
				isWanted(question.model, ring.model) &&
				isWanted(question.firmware, ring.version) &&
				isWanted(question.status, ring.status)
		)
		.map((ring) => ({
			campaignId: ring.campaign_code,
			name: ring.name,
			vendor: ring.vendor,
			model: ring.model,
			firmware: ring.version,
			ring: ring.ring,
			status: ring.status,
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
			verdict: (verdicts.get(JSON.stringify([ring.vendor, ring.model, ring.version])) ??
				null) as CampaignItem['verdict']
		}));
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
