// The certificates of the fleet at one moment of event time: the list, one of them, the calendar of ends, and its cliffs.
import { CERTIFICATE_FINDINGS, CERTIFICATE_STATES, isCliff } from '#lib/domain/certificates.ts';
import { addDays, calendarDay, startOfDay, type CalendarDay } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import {
	certificateHolders,
	countFleetTerminals,
	countHolders,
	expiries,
	issuerOf,
	type ExpiryRow
} from './certificate-expiry.repo.ts';
import { certificateItem, holderItem } from './certificate-item.ts';
import { momentOf, type Asking } from './certificate-moment.ts';
import { expiryDays, simPlanDays } from './expiries.repo.ts';
import { expiryFilterOf } from './expiries.usecases.ts';
import {
	countByState,
	countCertificates,
	findCertificate,
	listCertificates,
	type CertificateFilter
} from './certificates.repo.ts';
import type {
	CalendarItem,
	CertificateCalendar,
	CertificateDetail,
	CertificateList,
	CertificateQuery,
	CliffItem,
	CliffList,
	HolderList
} from './certificates.schemas.ts';

/** As many holders as a page shows; all of them are a list of terminals. */
const HOLDERS_SHOWN_MAX = 100;
const CALENDAR_DAYS = 366;
/** Longer chains do not exist; certificates that issue one another would never end. */
const CHAIN_LENGTH_MAX = 8;

type Paging = { limit: number; cursor: string | undefined };

export function filterOf(
	query: Omit<CertificateQuery, 'sort' | 'state'> & Pick<CertificateFilter, 'state'>
): CertificateFilter {
	const { kind, issuer, owner, terminal, q, state, expiringFrom, expiringTo } = query;
	return {
		...{ kind, issuer, owner, terminal, q },
		...(state && { state }),
		expiringFrom: expiringFrom === undefined ? undefined : new Date(expiringFrom),
		expiringTo: expiringTo === undefined ? undefined : new Date(expiringTo)
	};
}

export async function certificatePage(
	db: ReadDb,
	scope: Scope,
	query: CertificateQuery,
	paging: Paging,
	asking: Asking
): Promise<CertificateList> {
	const asOf = await momentOf(db, asking);
	const filter = filterOf(query);
	const { sort } = query;
	const [value, fingerprint] = paging.cursor
		? (decodeCursor(sort, paging.cursor, ['number', 'string']) as [number, string])
		: [];
	const cursor = value === undefined || fingerprint === undefined ? undefined : { value, fingerprint };
	const rows = await listCertificates(db, scope, { filter, asOf, sort, limit: paging.limit, cursor });
	const page = pageFrom(rows, paging.limit, sort, (row) => [row.sort_value, row.fingerprint]);
	const counts: CertificateList['counts'] = (await countByState(db, scope, filter, asOf)) ?? {};
	return {
		items: page.items.map((row) => certificateItem(row, asOf)),
		nextCursor: page.nextCursor,
		total: totalOf(counts, query.state) ?? (await countCertificates(db, scope, filter, asOf)),
		asOf: asOf.toISOString(),
		timeZone: asking.timeZone,
		counts
	};
}

/** Each certificate is in one state by date and may have findings as well: null where the same one might be counted twice. */
function totalOf(counts: CertificateList['counts'], states: CertificateQuery['state']): number | null {
	const asked = states.length === 0 ? CERTIFICATE_STATES : states;
	const hasFinding = asked.some((state) => (CERTIFICATE_FINDINGS as readonly string[]).includes(state));
	if (hasFinding && asked.length > 1) return null;
	return asked.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** Null when there is none in reach. */
export async function certificateDetail(
	db: ReadDb,
	scope: Scope,
	fingerprint: string,
	asking: Asking
): Promise<CertificateDetail | null> {
	const row = await findCertificate(db, scope, fingerprint);
	if (row === null) return null;
	const asOf = await momentOf(db, asking);
	const holders = await holderPage(db, scope, fingerprint, { limit: HOLDERS_SHOWN_MAX, cursor: undefined });
	const chain: CertificateDetail['chain'] = [];
	let issuer = await issuerOf(db, scope, fingerprint);
	while (issuer !== null && chain.length < CHAIN_LENGTH_MAX) {
		const found = await findCertificate(db, scope, issuer);
		if (found) chain.push(certificateItem(found, asOf));
		issuer = await issuerOf(db, scope, issuer);
	}
	return {
		...certificateItem(row, asOf),
		asOf: asOf.toISOString(),
		holders: holders.items,
		holdersTotal: holders.total,
		chain
	};
}

/** Whoever has a certificate or had it. */
export async function holderPage(
	db: ReadDb,
	scope: Scope,
	fingerprint: string,
	{ limit, cursor }: Paging
): Promise<HolderList> {
	const [ownerKind, ownerCode] = cursor
		? (decodeCursor('owner', cursor, ['string', 'string']) as [string, string])
		: [];
	const after = ownerKind === undefined || ownerCode === undefined ? undefined : { ownerKind, ownerCode };
	const rows = await certificateHolders(db, scope, { fingerprint, limit, after });
	const page = pageFrom(rows, limit, 'owner', (row) => [row.owner_kind, row.owner_code]);
	return { ...page, items: page.items.map(holderItem), total: await countHolders(db, scope, fingerprint) };
}

export async function certificateCalendar(
	db: ReadDb,
	scope: Scope,
	query: Omit<CertificateFilter, 'expiringFrom' | 'expiringTo'> & { from: string | undefined; to: string | undefined },
	asking: Asking
): Promise<CertificateCalendar> {
	const { timeZone } = asking;
	const asOf = await momentOf(db, asking);
	const today = calendarDay(asOf.getTime(), timeZone);
	const from = query.from === undefined ? new Date(startOfDay(today, timeZone)) : new Date(query.from);
	const to =
		query.to === undefined
			? new Date(startOfDay(addDays(calendarDay(from.getTime(), timeZone), CALENDAR_DAYS), timeZone))
			: new Date(query.to);
	const filter = { ...query, expiringFrom: from, expiringTo: to };
	const ending = await expiries(db, scope, { filter, timeZone, by: 'day' });
	const papers = isOfCertificates(query) ? [] : await paperDays(db, scope, { from, to, asOf, timeZone });
	const items = new Map(ending.map((row) => [row.day, dayOf(row, timeZone)]));
	for (const { day, papers: ends, unverified } of papers) {
		const none = dayOf({ day, issuer: null, certificates: 0, terminals: 0 }, timeZone);
		items.set(day, { ...(items.get(day) ?? none), papers: ends, unverifiedPapers: unverified });
	}
	return {
		asOf: asOf.toISOString(),
		timeZone,
		from: from.toISOString(),
		to: to.toISOString(),
		items: [...items.values()].sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
	};
}

/** Whether something is asked for that only certificates have: then nothing else is counted beside them. */
const isOfCertificates = ({
	kind,
	issuer,
	owner,
	terminal,
	q
}: Pick<CertificateFilter, 'kind' | 'issuer' | 'owner' | 'terminal' | 'q'>) =>
	kind.length > 0 || issuer.length > 0 || owner.length > 0 || terminal.length > 0 || (q ?? '') !== '';

async function paperDays(
	db: ReadDb,
	scope: Scope,
	span: { from: Date; to: Date | undefined; asOf: Date; timeZone: string }
) {
	return expiryDays(db, scope, papersOf(span));
}

/** Every approval and SIM plan that ends in a span. */
function papersOf({ from, to, asOf, timeZone }: { from: Date; to: Date | undefined; asOf: Date; timeZone: string }) {
	const all = { kind: [], vendor: [], model: [], terminal: [], state: [], verified: undefined, q: '' };
	const span = { expiringFrom: from.toISOString(), expiringTo: to?.toISOString() };
	return expiryFilterOf({ ...all, ...span }, asOf, timeZone);
}

/** Issuers and days on which many end at once, from `asOf` on, the next first. */
export async function certificateCliffs(
	db: ReadDb,
	scope: Scope,
	query: Omit<CertificateFilter, 'expiringFrom' | 'expiringTo'> & { all: boolean },
	paging: Paging,
	asking: Asking
): Promise<CliffList> {
	const { timeZone } = asking;
	const asOf = await momentOf(db, asking);
	const fleetTerminals = await countFleetTerminals(db, scope);
	const today = new Date(startOfDay(calendarDay(asOf.getTime(), timeZone), timeZone));
	const filter = { ...query, expiringFrom: today, expiringTo: undefined };
	const rows = await expiries(db, scope, { filter, timeZone, by: 'issuer' });
	const certificates = rows.map((row) => ({
		...dayOf(row, timeZone),
		of: 'certificates' as const,
		issuer: row.issuer
	}));
	const plans = isOfCertificates(query)
		? []
		: (await simPlanDays(db, scope, papersOf({ from: today, to: undefined, asOf, timeZone }))).map((row) => ({
				...dayOf({ ...row, issuer: null, certificates: 0 }, timeZone),
				of: 'sim_plans' as const,
				papers: row.plans,
				issuer: row.carrier
			}));
	const items = [...certificates, ...plans].map((each): CliffItem => ({
		...each,
		isCliff: isCliff(each.terminals, fleetTerminals)
	}));
	const page = sortedPage(query.all ? items : items.filter((item) => item.isCliff), {
		sort: 'day',
		...paging,
		keyOf: (item) => [Date.parse(item.from), `${item.of} ${item.issuer ?? ''}`],
		kinds: ['number', 'string']
	});
	return { ...page, asOf: asOf.toISOString(), fleetTerminals };
}

/** No later instant has a year of four digits. */
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');
const instantOf = (ms: number) => new Date(Math.min(ms, LATEST_MS)).toISOString();

function dayOf(row: ExpiryRow, timeZone: string): CalendarItem {
	const [year = 0, month = 0, day = 0] = row.day.split('-').map(Number);
	const date: CalendarDay = { year, month, day };
	return {
		day: row.day,
		from: instantOf(startOfDay(date, timeZone)),
		to: instantOf(startOfDay(addDays(date, 1), timeZone)),
		certificates: row.certificates,
		terminals: row.terminals,
		papers: 0,
		unverifiedPapers: 0
	};
}
