// One drift since it began: its money so far, its evidence, its papers and what became of it.
import { z } from 'zod';
import { FEE_CLAIM_FILTERS, type FeeClaimFilter } from '#lib/domain/fee-claims.ts';
import type { FeeSign } from '#lib/domain/fee-signs.ts';
import { addDays, calendarDay, dayName } from '#lib/domain/time-zones.ts';
import { cardRegionOf } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { listChanges } from './fee-changes.repo.ts';
import { claimSubject } from './fee-claims.usecases.ts';
import { claimSteps, profileHistory, seriesDays, seriesMonths, type ClaimStepRow } from './fee-details.repo.ts';
import type { DriftAsked, DriftDetail } from './fee-details.schemas.ts';
import { driftList, driftPage, type Listed } from './fee-drift.usecases.ts';
import { changeItem, courseItem } from './fee-items.ts';
import type { FeeWindow } from './fee-window.ts';
import { noSuchDrift } from './fees.errors.ts';
import { driftQuery } from './fees.schemas.ts';

/** Shown before it began, so that the step can be seen. */
const DAYS_BEFORE = 30;
/** Within WINDOW_DAYS_MAX, the day that runs included. */
const DAYS_SHOWN_MAX = 390;
const CHANGES_MAX = 200;
const MS_PER_DAY = 86_400_000;

export type DriftName = Pick<DriftAsked, 'terminalId' | 'product' | 'kind' | 'merchant' | 'cardRegion' | 'currency'>;

/** All days that were ever compared. */
const everyDay = (window: FeeWindow): FeeWindow => ({ ...window, first: '0001-01-01', from: new Date(0) });

async function named(db: ReadDb, scope: Scope, name: DriftName, window: FeeWindow, now: Date): Promise<Listed | null> {
	const { terminalId: terminal, product, kind, merchant, cardRegion, currency } = name;
	// What no list can be asked by names no drift.
	const query = driftQuery.safeParse({ terminal, product, kind, ...(merchant !== undefined && { merchant }) });
	if (!query.success) return null;
	const { listed } = await driftList(db, scope, window, query.data, now);
	const own = listed.filter(
		({ item }) =>
			(cardRegion === undefined || item.cardRegion === cardRegion) &&
			(currency === undefined || item.currency === currency)
	);
	return own.toSorted((a, b) => Math.abs(b.item.driftMinor) - Math.abs(a.item.driftMinor))[0] ?? null;
}

/** The drift over all days; what it is called by, it is called by over all of them together. */
async function sinceItBegan(db: ReadDb, scope: Scope, name: DriftName, window: FeeWindow, now: Date) {
	const until = { ...window, last: dayName(calendarDay(now.getTime(), window.timeZone)), to: now };
	return (await named(db, scope, name, everyDay(until), now)) ?? named(db, scope, name, window, now);
}

/** What the sales of a drift say: by it they are told from the others of their series. */
export async function driftSigns(
	db: ReadDb,
	scope: Scope,
	name: DriftName,
	window: FeeWindow,
	now: Date
): Promise<{ signs: readonly FeeSign[]; cardRegion: number } | null> {
	const found = await sinceItBegan(db, scope, name, window, now);
	return found && { signs: found.found.finding.signs, cardRegion: found.ids.card_region };
}

export async function driftDetail(
	db: ReadDb,
	scope: Scope,
	asked: DriftAsked,
	window: FeeWindow,
	now: Date
): Promise<DriftDetail> {
	const whole = await sinceItBegan(db, scope, asked, window, now);
	if (!whole) throw noSuchDrift();
	const { ids, item, found } = whole;
	const key = { ...ids, currency: found.currency };
	const order = { sort: '-drift' as const, limit: 1, cursor: undefined };
	const { items } = await driftPage(db, scope, [whole], order, { ...window, to: now });
	const [drift] = items;
	if (!drift) throw noSuchDrift();
	const name = { ...asked, merchant: item.merchantId, ...(item.cardRegion && { cardRegion: item.cardRegion }) };
	const recent = await named(db, scope, { ...name, currency: item.currency }, window, now);
	const began = calendarDay(Date.parse(item.since), window.timeZone);
	const beganDay = dayName(began);
	const earliest = dayName(addDays(calendarDay(now.getTime(), window.timeZone), -DAYS_SHOWN_MAX));
	const firstShown = [dayName(addDays(began, -DAYS_BEFORE)), earliest].toSorted().at(-1) ?? earliest;
	const days = await seriesDays(db, scope, key, [firstShown, beganDay].toSorted()[0] ?? firstShown);
	const months = await seriesMonths(db, scope, key, found.finding.signs);
	const changes = await listChanges(
		db,
		scope,
		{ acquirer: [], merchant: [item.merchantId], product: [item.product], q: '' },
		{ limit: CHANGES_MAX, after: null }
	);
	const isMoney = item.kind !== 'mcc_hop';
	return {
		drift,
		comparedSales: days.filter(({ day }) => day >= beganDay).reduce((sum, { sales }) => sum + sales, 0),
		inWindow: {
			...{ from: window.from.toISOString(), to: window.to.toISOString() },
			...{ sales: recent?.item.sales ?? 0, driftMinor: recent?.item.driftMinor ?? 0 }
		},
		timeZone: window.timeZone,
		salesFrom: new Date(Math.max(Date.parse(item.since), now.getTime() - DAYS_SHOWN_MAX * MS_PER_DAY)).toISOString(),
		months: months.map(({ month, sales, charged_minor: charged, expected_minor: expected }) => ({
			...{ month, sales, driftMinor: isMoney ? charged - expected : 0 }
		})),
		days: days.filter(({ day }) => day >= firstShown).map(courseItem),
		profiles: (await profileHistory(db, scope, key)).map((row) => ({
			...{ validFrom: row.valid_from.toISOString(), ratePpm: row.rate_ppm },
			...{ capMinor: row.cap_minor, fixedMinor: row.fixed_minor }
		})),
		changes: changes.filter(({ card_region }) => cardRegionOf(card_region) === item.cardRegion).map(changeItem),
		steps: (await claimSteps(db, claimSubject(item))).map(claimStep)
	};
}

/** As fee-claims.usecases.ts writes it. */
const saidSchema = z.object({
	status: z.enum(FEE_CLAIM_FILTERS).optional(),
	owner: z.string().optional(),
	recoveredMinor: z.number().nullish(),
	driftMinor: z.number().optional(),
	note: z.string().optional()
});

function claimStep({ occurred_at: at, actor_name: by, before, after }: ClaimStepRow): DriftDetail['steps'][number] {
	const said = (text: unknown) => saidSchema.safeParse(text).data ?? {};
	const stateOf = (text: unknown): FeeClaimFilter => said(text).status ?? 'new';
	const { owner, recoveredMinor, driftMinor, note } = said(after);
	return {
		...{ at: at.toISOString(), by, from: stateOf(before), to: stateOf(after) },
		...{
			owner: owner ?? null,
			recoveredMinor: recoveredMinor ?? null,
			driftMinor: driftMinor ?? null,
			note: note ?? ''
		}
	};
}
