// The list of drifts: series of the roll-up, why they drift, who they are, and how far people have come with them.
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { feeFindings, type FeeFinding, type ProfileGap, type Series, type SignSums } from '#lib/domain/fee-findings.ts';
import { FEE_DRIFT_KINDS, type FeeDriftKind } from '#lib/domain/fee-kinds.ts';
import { FEE_SIGNS } from '#lib/domain/fee-signs.ts';
import { FEE_CLAIM_STATUSES, type FeeClaimFilter } from '#lib/domain/fee-claims.ts';
import { cardRegionOf, PRODUCTS } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import {
	approvalsOf,
	driftRows,
	listClaims,
	profileGaps,
	profilesOf,
	searched,
	seriesIdentities,
	type ApprovalRow,
	type ClaimRow,
	type DriftRow,
	type SeriesChoice
} from './fee-drift.repo.ts';
import type { FeeWindow } from './fee-window.ts';
import type { DriftItem, DriftQuery } from './fees.schemas.ts';

const MS_PER_DAY = 86_400_000;
const DAYS_PER_MONTH = 30;

type Key = Pick<DriftRow, 'terminal_id' | 'merchant_id' | 'acquirer_id' | 'product' | 'card_region'> & {
	currency: number | null;
};
export type DriftFound = Key & { finding: FeeFinding; contractedPpm: number | null; costMinorPerDay: number };

/** Every drift of a window in reach, of the series that are asked for. */
export async function findDrift(
	db: ReadDb,
	scope: Scope,
	window: FeeWindow,
	until: Date,
	choice: SeriesChoice = {}
): Promise<DriftFound[]> {
	const rows = await driftRows(db, scope, window, choice);
	const gaps = await profileGaps(db, scope, window, choice);
	const gapOf = new Map(gaps.map((gap) => [seriesKey({ ...gap, card_region: GENERAL }), gap]));
	const grouped = Map.groupBy(rows, (row) => `${seriesKey(row)} ${row.currency}`);
	const found: DriftFound[] = [];
	const met = new Set<string>();
	for (const own of grouped.values()) {
		const [first] = own;
		if (!first) continue;
		const gap = gapOf.get(seriesKey(first));
		const isFirst = !met.has(seriesKey(first));
		met.add(seriesKey(first));
		const findings = feeFindings(seriesOf(own), gap && isFirst ? gapFacts(gap) : null);
		found.push(
			...findings.map((finding) => drift(first, finding, first.rate_ppm ?? gap?.agreed_ppm ?? null, window, until))
		);
	}
	for (const [key, gap] of gapOf) {
		if (met.has(key)) continue;
		const own = { ...gap, card_region: GENERAL, currency: null };
		found.push(...feeFindings({}, gapFacts(gap)).map((each) => drift(own, each, gap.agreed_ppm, window, until)));
	}
	return found;
}

/** What terminals are configured with knows no regions of cards. */
const GENERAL = 0;
const seriesKey = (row: Pick<Key, 'terminal_id' | 'merchant_id' | 'product' | 'card_region'>) =>
	`${row.terminal_id} ${row.merchant_id} ${row.product} ${row.card_region}`;

function gapFacts(gap: { since: Date; agreed_ppm: number; configured_ppm: number }): ProfileGap {
	return { sinceMs: gap.since.getTime(), agreedPpm: gap.agreed_ppm, configuredPpm: gap.configured_ppm };
}

function seriesOf(rows: readonly DriftRow[]): Series {
	return Object.fromEntries(rows.map((row): [string, SignSums] => [FEE_SIGNS[row.sign] ?? '', sumsOf(row)]));
}

function sumsOf(row: DriftRow): SignSums {
	return {
		sales: row.sales,
		seriesSales: row.series_sales,
		amountMinor: row.amount_minor,
		chargedMinor: row.charged_minor,
		expectedMinor: row.expected_minor,
		firstMs: row.first_at.getTime(),
		firstCode: row.first_code,
		lastMs: row.last_at.getTime(),
		overMinMinor: row.over_min_minor,
		overMaxMinor: row.over_max_minor,
		chargedMinMinor: row.charged_min_minor,
		chargedMaxMinor: row.charged_max_minor,
		rateLowPpm: row.rate_low_ppm,
		rateHighPpm: row.rate_high_ppm
	};
}

/** What a day costs: the money of the window by the days from its first affected sale to the newest data. */
function drift(
	key: Key,
	finding: FeeFinding,
	contractedPpm: number | null,
	window: FeeWindow,
	until: Date
): DriftFound {
	const fromMs = Math.max(finding.sinceMs, window.from.getTime());
	const toMs = Math.min(until.getTime(), window.to.getTime());
	const days = Math.max(1, (toMs - fromMs) / MS_PER_DAY);
	const isMoney = finding.kind !== 'mcc_hop';
	const costMinorPerDay = isMoney ? (finding.chargedMinor - finding.expectedMinor) / days : 0;
	const { terminal_id, merchant_id, acquirer_id, product, card_region, currency } = key;
	return {
		terminal_id,
		merchant_id,
		acquirer_id,
		product,
		card_region,
		currency,
		finding,
		contractedPpm,
		costMinorPerDay
	};
}

/** What the list is filtered and ordered by; what is only read is looked up for the rows of a page. */
type DriftFacts = Omit<DriftItem, 'configuredPpm' | 'isSilent' | 'approval'>;
export type Listed = { item: DriftFacts; ids: Key; found: DriftFound };

/** The list under a filter; `listed` are those of the kinds and states asked for. */
export async function driftList(db: ReadDb, scope: Scope, window: FeeWindow, query: DriftQuery, until: Date) {
	const found = await findDrift(db, scope, window, until, query);
	const terminalIds = [...new Set(found.map((each) => each.terminal_id))];
	const merchantIds = [...new Set(found.map((each) => each.merchant_id))];
	const identities = await seriesIdentities(db, scope, { terminalIds, merchantIds }, query);
	const search = await searched(db, query.q);
	const terminals = new Map(identities.terminals.map((row) => [row.terminal_id, row]));
	const merchants = new Map(identities.merchants.map((row) => [row.merchant_id, row]));
	const acquirers = new Map(identities.acquirers.map((row) => [row.acquirer_id, row.acquirer_code]));
	const claims = new Map((await listClaims(db, scope)).map((claim) => [claimKey(claim), claim]));
	const candidates = found.flatMap((each): Listed[] => {
		const terminal = terminals.get(each.terminal_id);
		const merchant = merchants.get(each.merchant_id);
		const acquirerId = acquirers.get(each.acquirer_id) ?? '';
		const product = PRODUCTS[each.product];
		if (!terminal || !merchant || product === undefined) return [];
		if (query.acquirer.length > 0 && !query.acquirer.includes(acquirerId)) return [];
		if (query.product.length > 0 && !query.product.includes(product)) return [];
		if (search && !search.terminals.has(each.terminal_id) && !search.merchants.has(each.merchant_id)) return [];
		const currency = each.currency ?? CURRENCY_UNTOLD;
		const claim = claims.get(claimKey({ ...each, currency, kind: each.finding.kind })) ?? null;
		const item: DriftFacts = {
			terminalId: terminal.terminal_code,
			merchantId: merchant.merchant_code,
			merchantName: merchant.name,
			acquirerId,
			vendor: terminal.vendor || null,
			model: terminal.model || null,
			product,
			cardRegion: cardRegionOf(each.card_region),
			...factsOf(each),
			currency: codeOf(currency),
			status: statusOf(claim),
			claim: claim && claimItem(claim)
		};
		return [{ item, ids: { ...each, currency }, found: each }];
	});
	const owned = candidates.filter(
		({ item }) => query.owner.length === 0 || query.owner.includes(item.claim?.owner ?? '')
	);
	const inState = owned.filter(({ item }) => query.status.length === 0 || query.status.includes(item.status));
	const listed = inState.filter(({ item }) => query.kind.length === 0 || query.kind.includes(item.kind));
	return { listed, counts: countsByKind(inState), owners: ownersOf(candidates), totals: totalsOf(listed) };
}

/** Where no sale tells the currency, the yuan: agreements have none. */
const CURRENCY_UNTOLD = 156;
const codeOf = (numeric: number) => currencyOfNumeric(String(numeric).padStart(3, '0'))?.code ?? '';

function factsOf({ finding, contractedPpm, costMinorPerDay }: DriftFound) {
	const { kind, sinceMs, lastMs, firstSale, effectivePpm, sales, amountMinor, chargedMinor, expectedMinor } = finding;
	return {
		...{ kind, firstSale, contractedPpm, effectivePpm, sales, amountMinor, chargedMinor, expectedMinor },
		since: new Date(sinceMs).toISOString(),
		lastAt: lastMs === null ? null : new Date(lastMs).toISOString(),
		driftMinor: kind === 'mcc_hop' ? 0 : chargedMinor - expectedMinor,
		driftMinorPerMonth: Math.round(costMinorPerDay * DAYS_PER_MONTH)
	};
}

const approvalKey = (row: { merchant_id: number; product: number; card_region: number }) =>
	`${row.merchant_id} ${row.product} ${row.card_region}`;

/** The newest entry of the ledger that names the rate which is charged. */
function approvedRate({ finding, contractedPpm }: DriftFound, entries: readonly ApprovalRow[]): DriftItem['approval'] {
	const entry = entries.find((each) => each.rate_ppm === finding.effectivePpm && each.rate_ppm !== contractedPpm);
	if (!entry) return null;
	return {
		agreementId: entry.agreement_code,
		validFrom: entry.valid_from,
		document: entry.document,
		enteredAt: entry.entered_at.toISOString(),
		enteredBy: entry.entered_by,
		approvedBy: entry.approved_by
	};
}

type ClaimKeyColumn = 'terminal_id' | 'merchant_id' | 'product' | 'card_region' | 'currency' | 'kind';
export const claimKey = (row: Pick<ClaimRow, ClaimKeyColumn>) =>
	[row.terminal_id, row.merchant_id, row.product, row.card_region, row.currency, row.kind].join(' ');

function statusOf(claim: ClaimRow | null): FeeClaimFilter {
	return FEE_CLAIM_STATUSES.find((status) => status === claim?.status) ?? 'new';
}

export function claimItem(row: ClaimRow): NonNullable<DriftItem['claim']> {
	return {
		status: FEE_CLAIM_STATUSES.find((status) => status === row.status) ?? 'acknowledged',
		owner: row.owner,
		recoveredMinor: row.recovered_minor === null ? null : Number(row.recovered_minor),
		note: row.note,
		updatedAt: row.updated_at.toISOString(),
		updatedBy: row.updated_by
	};
}

function countsByKind(listed: readonly Listed[]): Partial<Record<FeeDriftKind, number>> {
	const counts: Partial<Record<FeeDriftKind, number>> = {};
	for (const { item } of listed) counts[item.kind] = (counts[item.kind] ?? 0) + 1;
	return counts;
}

function ownersOf(candidates: readonly Listed[]) {
	const owned = candidates.flatMap(({ item }) => (item.claim ? [item.claim.owner] : []));
	return [...Map.groupBy(owned, (owner) => owner)]
		.map(([owner, own]) => ({ owner, drifts: own.length }))
		.toSorted((a, b) => b.drifts - a.drifts || (a.owner < b.owner ? -1 : 1));
}

function totalsOf(listed: readonly Listed[]) {
	const byCurrency = Map.groupBy(listed, ({ item }) => item.currency);
	return [...byCurrency].map(([currency, own]) => {
		const sum = (of: (item: DriftFacts) => number) => own.reduce((total, { item }) => total + of(item), 0);
		return {
			currency,
			driftMinor: sum((item) => item.driftMinor),
			driftMinorPerMonth: sum((item) => item.driftMinorPerMonth),
			recoveredMinor: sum((item) => item.claim?.recoveredMinor ?? 0),
			outstandingMinor: sum((item) => Math.max(0, item.driftMinor - (item.claim?.recoveredMinor ?? 0)))
		};
	});
}

type Order = { sort: DriftQuery['sort']; limit: number; cursor: string | undefined };

export async function driftPage(db: ReadDb, scope: Scope, listed: readonly Listed[], order: Order, { to }: FeeWindow) {
	const valueOf = ({ item }: Listed): number => {
		if (order.sort.endsWith('perMonth')) return item.driftMinorPerMonth;
		if (order.sort.endsWith('since')) return Date.parse(item.since);
		return order.sort.endsWith('sales') ? item.sales : item.driftMinor;
	};
	const own = ({ ids, item }: Listed) => `${seriesKey(ids)} ${ids.currency} ${FEE_DRIFT_KINDS.indexOf(item.kind)}`;
	const page = sortedPage(listed, { ...order, keyOf: (row) => [valueOf(row), own(row)], kinds: ['number', 'string'] });
	return { ...page, items: await withPapers(db, scope, page.items, to) };
}

/** What the terminals are configured with, and whether the ledger approves of what is charged. */
async function withPapers(db: ReadDb, scope: Scope, rows: readonly Listed[], until: Date): Promise<DriftItem[]> {
	const terminalIds = [...new Set(rows.map(({ ids }) => ids.terminal_id))];
	const raised = rows.filter(({ item }) => item.kind === 'silent_raise');
	const merchantIds = [...new Set(raised.map(({ ids }) => ids.merchant_id))];
	const profiles = await profilesOf(db, scope, terminalIds, until);
	const configured = new Map(profiles.map((row) => [`${row.terminal_id} ${row.product}`, row.rate_ppm]));
	const approvals = Map.groupBy(await approvalsOf(db, scope, merchantIds), approvalKey);
	return rows.map(({ item, ids, found }) => {
		const isRaise = item.kind === 'silent_raise';
		const approval = isRaise ? approvedRate(found, approvals.get(approvalKey(ids)) ?? []) : null;
		const configuredPpm = configured.get(`${ids.terminal_id} ${ids.product}`) ?? null;
		return { ...item, configuredPpm, isSilent: isRaise ? approval === null : null, approval };
	});
}
