// Every address of the pages, built in one place. An address holds what the person chose and nothing else.
import type { CoverageFinding } from '#lib/domain/coverage.ts';
import { codeSegment } from '#lib/domain/code-actions.ts';
import { writeFleetFilter, type FleetFilter } from '#lib/domain/fleet-filter.ts';

type Chosen = Partial<FleetFilter>;

function address(path: string, filter: Chosen = {}): string {
	// A page of a list is not part of what one looks at: whoever changes a filter starts at the top.
	const kept = { ...filter };
	delete kept.cursor;
	delete kept.limit;
	const query = writeFleetFilter(kept).toString();
	return query === '' ? path : `${path}?${query}`;
}

export const links = {
	overview: (filter?: Chosen) => address('/', filter),
	/** The work list. */
	attention: (filter?: Chosen) => address('/attention', filter),
	failures: (filter?: Chosen) => address('/failures/explorer', filter),
	/** Groups of one dimension; the explorer knows which there are. */
	failuresBy: (by: string, filter?: Chosen) => {
		const path = address('/failures/explorer', filter);
		return `${path}${path.includes('?') ? '&' : '?'}by=${encodeURIComponent(by)}`;
	},
	/** The overview for a screen on the wall: nobody touches it. */
	wallBoard: () => '/?wall=1',
	failingTerminals: (filter?: Chosen) => address('/failures/terminals', filter),
	failingMerchants: (filter?: Chosen) => address('/failures/merchants', filter),
	terminals: (filter?: Chosen) => address('/terminals', filter),
	compareTerminals: (terminalIds: readonly string[]) =>
		`/terminals/compare?${new URLSearchParams(terminalIds.map((id) => ['terminal', id])).toString()}`,
	terminal: (terminalId: string, filter?: Chosen) => address(`/terminals/${encodeURIComponent(terminalId)}`, filter),
	/** What was first heard of at that instant or later. */
	newTerminals: (since: string) => `/terminals?${new URLSearchParams({ firstSeenFrom: since }).toString()}`,
	newMerchants: (since: string) => `/merchants?${new URLSearchParams({ firstSeenFrom: since }).toString()}`,
	merchants: (filter?: Chosen) => address('/merchants', filter),
	merchant: (merchantId: string, filter?: Chosen) => address(`/merchants/${encodeURIComponent(merchantId)}`, filter),
	/** Versions by model, the terminals behind, and what updates did to payments. */
	firmware: (filter?: Chosen) => address('/firmware', filter),
	outdatedTerminals: (filter?: Chosen, finding?: string) => {
		const path = address('/firmware/terminals', filter);
		return finding === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}finding=${finding}`;
	},
	rollouts: (filter?: Chosen) => address('/firmware/rollouts', filter),
	campaigns: (filter?: Chosen) => address('/firmware/campaigns', filter),
	/** One campaign; `part` chooses among its terminals. */
	campaign: (campaignId: string, part: Readonly<Record<string, string>> = {}) => {
		const query = new URLSearchParams(part).toString();
		return `/firmware/campaigns/${encodeURIComponent(campaignId)}${query ? `?${query}#terminals` : ''}`;
	},
	responseCodes: (filter?: Chosen) => address('/response-codes', filter),
	responseCode: (
		{ codeProfile, responseCode }: { codeProfile: string; responseCode: string | null },
		filter?: Chosen
	) => address(`/response-codes/${codeProfile}/${encodeURIComponent(codeSegment(responseCode))}`, filter),
	/** Sales charged otherwise than agreed on. */
	fees: (filter?: Chosen) => address('/fees', filter),
	feeSales: (series: { terminal: string; merchant: string; product: string }) =>
		`/fees/sales?${new URLSearchParams(series).toString()}`,
	/** One drift; what it belongs to beside its terminal only tells it from others of the same kind. */
	feeDrift: (drift: {
		terminalId: string;
		product: string;
		kind: string;
		merchantId: string;
		cardRegion: string | null;
		currency: string;
	}) => {
		const { terminalId, product, kind, merchantId: merchant, cardRegion, currency } = drift;
		const query = new URLSearchParams({ merchant, ...(cardRegion && { cardRegion }), currency });
		return `/fees/drift/${encodeURIComponent(terminalId)}/${product}/${kind}?${query.toString()}`;
	},
	/** Sales that could not be compared with an agreement, and those of one merchant. */
	uncompared: (filter?: Chosen) => address('/fees/uncompared', filter),
	uncomparedSales: (series: { merchant: string; product?: string; reason?: string; from?: string; to?: string }) =>
		`/fees/uncompared/sales?${new URLSearchParams(series).toString()}`,
	/** What the sales of a merchant would have cost at another rate. */
	feeWhatIf: (proposed: { merchant?: string; product?: string } = {}) => {
		const query = new URLSearchParams(proposed).toString();
		return query === '' ? '/fees/what-if' : `/fees/what-if?${query}`;
	},
	/** The ledger of rates. */
	feeChanges: (filter?: Chosen) => address('/fees/changes', filter),
	certificates: (chosen: { condition?: string; terminal?: string } = {}) => {
		const query = new URLSearchParams(chosen).toString();
		return query === '' ? '/certificates' : `/certificates?${query}`;
	},
	/** Approvals of models and SIM plans; a span of instants is that of the calendar. */
	expiries: (
		chosen: { terminal?: string; kind?: string; verified?: string; expiringFrom?: string; expiringTo?: string } = {}
	) => {
		const query = new URLSearchParams(chosen).toString();
		return query === '' ? '/certificates/expiries' : `/certificates/expiries?${query}`;
	},
	/** Keys of terminals by slot; the page knows which states there are. */
	keys: (filter?: Chosen, state?: string) => {
		const path = address('/certificates/keys', filter);
		return state === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}held=${state}`;
	},
	certificate: (fingerprint: string) => `/certificates/${encodeURIComponent(fingerprint)}`,
	stateChanges: (chosen: { kind?: string; since?: string } = {}) => {
		const query = new URLSearchParams(chosen).toString();
		return query === '' ? '/changes' : `/changes?${query}`;
	},
	/** Merchants whose failure rate changed since a moment. */
	merchantChanges: (chosen: { kind?: string; since?: string } = {}) => {
		const query = new URLSearchParams(chosen).toString();
		return query === '' ? '/changes/merchants' : `/changes/merchants?${query}`;
	},
	/** What the fleet met for the first time. */
	firstSeen: (chosen: { kind?: string; since?: string } = {}) => {
		const query = new URLSearchParams(chosen).toString();
		return query === '' ? '/changes/first-seen' : `/changes/first-seen?${query}`;
	},
	dataSources: () => '/data',
	batches: () => '/data/batches',
	rejects: (batchId?: string) => (batchId ? `/data/rejects?batch=${batchId}` : '/data/rejects'),
	coverage: (finding?: CoverageFinding) => (finding ? `/data/coverage?finding=${finding}` : '/data/coverage'),
	unmappedCodes: (firstSeenFrom?: string) =>
		firstSeenFrom
			? `/data/unmapped-codes?${new URLSearchParams({ firstSeenFrom }).toString()}`
			: '/data/unmapped-codes',
	importFile: (kind?: string, corrects?: string) => {
		const query = new URLSearchParams({ ...(kind && { kind }), ...(corrects && { corrects }) });
		return query.size > 0 ? `/data/import?${query.toString()}` : '/data/import';
	},
	signIn: (returnTo?: string) =>
		returnTo && returnTo !== '/' ? `/sign-in?to=${encodeURIComponent(returnTo)}` : '/sign-in'
};

/** The address of the page one is on with some parameters changed; null takes one out. */
export function withParameters(url: URL, changes: Record<string, string | readonly string[] | null>): string {
	const params = new URLSearchParams(url.searchParams);
	params.delete('cursor');
	for (const [name, value] of Object.entries(changes)) {
		params.delete(name);
		for (const item of value === null ? [] : typeof value === 'string' ? [value] : value) params.append(name, item);
	}
	const query = params.toString();
	return query === '' ? url.pathname : `${url.pathname}?${query}`;
}

/** Where to go after signing in: a path of our own, whatever somebody wrote into the link. */
export function safeReturnPath(to: string | null): string {
	return to !== null && /^\/(?![/\\])/.test(to) ? to : '/';
}
