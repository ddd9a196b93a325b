import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { UPDATE_PROGRESS, type CampaignDecision, type UpdateProgress } from '#lib/domain/firmware-campaigns.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

type Campaigns = ApiClient['firmware']['campaigns'];
type Campaign = Campaigns[':campaignId'];

export type CampaignRing = AnswerOf<Campaigns['$get']>['items'][number];
export type CampaignTerminal = AnswerOf<Campaign['terminals']['$get']>['items'][number];
export type Decision = AnswerOf<Campaign['decisions']['$get']>['decisions'][number];

const campaignsQueryOf = (filter: FleetFilter) => chosenOf(filter, ['vendor', 'model', 'firmware']);

export const campaignsSource = (filter: FleetFilter) => exportSource('/firmware/campaigns', campaignsQueryOf(filter));

export function campaignsQuery(filter: FleetFilter, fetcher?: Fetch) {
	const query = campaignsQueryOf(filter);
	return infiniteQueryOptions({
		queryKey: ['firmware', 'campaigns', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).firmware.campaigns.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export const campaignRingsSource = (campaign: string) => exportSource('/firmware/campaigns', { campaign });

/** One campaign has no more rings than a page holds. */
const RINGS_MAX = '500';

/** The rings of one campaign, and what people decided about it. */
export function campaignQuery(campaignId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['firmware', 'campaign', campaignId],
		queryFn: async () => {
			const { campaigns } = apiClient(fetcher).firmware;
			const [{ decisions }, { items: rings }] = await Promise.all([
				bodyOf(campaigns[':campaignId'].decisions.$get({ param: { campaignId } })),
				bodyOf(campaigns.$get({ query: { campaign: campaignId, limit: RINGS_MAX } }))
			]);
			return { decisions, rings };
		}
	});
}

/** Which of its terminals. */
export type CampaignPart = { ring: number | null; progress: UpdateProgress | null; outsideWindow: boolean };

/** What an address asks for; what it does not understand is left out. */
export function readCampaignPart(params: URLSearchParams): CampaignPart {
	const ring = /^\d{1,3}$/.test(params.get('ring') ?? '') ? Number(params.get('ring')) : null;
	const progress = UPDATE_PROGRESS.find((each) => each === params.get('progress')) ?? null;
	return { ring, progress, outsideWindow: params.get('outsideWindow') === 'true' };
}

const partQueryOf = ({ ring, progress, outsideWindow }: CampaignPart) => ({
	...(ring !== null && { ring: String(ring) }),
	...(progress && { progress }),
	...(outsideWindow && { outsideWindow: 'true' as const })
});

export const campaignTerminalsSource = (campaignId: string, part: CampaignPart) =>
	exportSource(`/firmware/campaigns/${encodeURIComponent(campaignId)}/terminals`, partQueryOf(part));

export function campaignTerminalsQuery(campaignId: string, part: CampaignPart, fetcher?: Fetch) {
	const query = partQueryOf(part);
	return infiniteQueryOptions({
		queryKey: ['firmware', 'campaign', campaignId, 'terminals', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(
				apiClient(fetcher).firmware.campaigns[':campaignId'].terminals.$get({
					param: { campaignId },
					query: cursor ? { ...query, cursor } : query
				})
			),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export async function putDecision(campaignId: string, decision: CampaignDecision, reason: string): Promise<unknown> {
	const { campaigns } = apiClient().firmware;
	return bodyOf(campaigns[':campaignId'].decision.$put({ param: { campaignId }, json: { decision, reason } }));
}
