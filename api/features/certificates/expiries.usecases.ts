// Approvals and SIM plans at one moment of event time, and who vouches for their dates.
import { EXPIRY_STATES, expiryState } from '#lib/domain/expiries.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import type { Scope } from '#api/platform/scope.ts';
import { momentOf, type Asking } from './certificate-moment.ts';
import { expiryShared, expiryUnknown, verifiedInFuture } from './expiries.errors.ts';
import {
	countExpiries,
	listExpiries,
	lockExpiry,
	setVerification,
	type ExpiryFilter,
	type ExpiryRow
} from './expiries.repo.ts';
import type { ExpiryItem, ExpiryList, ExpiryQuery, Verification } from './expiries.schemas.ts';

const ORDER = 'endsOn';

const dayOf = (ms: number, timeZone: string) => dayName(calendarDay(ms, timeZone));

/** Instants become days of the fleet: a paper ends with its last day there. */
export function expiryFilterOf(query: ExpiryQuery, asOf: Date, timeZone: string): ExpiryFilter {
	const { expiringFrom, expiringTo, ...rest } = query;
	return {
		...rest,
		today: dayOf(asOf.getTime(), timeZone),
		firstDay: expiringFrom === undefined ? undefined : dayOf(Date.parse(expiringFrom), timeZone),
		lastDay: expiringTo === undefined ? undefined : dayOf(Date.parse(expiringTo) - 1, timeZone)
	};
}

export async function expiryPage(
	db: ReadDb,
	scope: Scope,
	query: ExpiryQuery,
	{ limit, cursor }: { limit: number; cursor: string | undefined },
	asking: Asking
): Promise<ExpiryList> {
	const asOf = await momentOf(db, asking);
	const filter = expiryFilterOf(query, asOf, asking.timeZone);
	const rows = await listExpiries(db, scope, filter, { limit, after: readCursor(cursor) });
	const states = await countExpiries(db, scope, filter);
	const listed = states.filter(({ state }) => filter.state.length === 0 || filter.state.includes(state));
	const sum = (of: 'papers' | 'unverified') => listed.reduce((total, row) => total + row[of], 0);
	const page = pageFrom(rows, limit, ORDER, (row) => [row.ends_on, row.kind, row.number, row.vendor, row.model]);
	return {
		items: page.items.map(expiryItem),
		nextCursor: page.nextCursor,
		total: sum('papers'),
		asOf: asOf.toISOString(),
		timeZone: asking.timeZone,
		counts: Object.fromEntries(
			EXPIRY_STATES.flatMap((state) => states.filter((row) => row.state === state).map((row) => [state, row.papers]))
		),
		unverified: sum('unverified')
	};
}

function readCursor(cursor: string | undefined) {
	if (cursor === undefined) return undefined;
	const [endsOn, kind, number, vendor, model] = decodeCursor(ORDER, cursor, [
		'string',
		'string',
		'string',
		'string',
		'string'
	]);
	const place = { endsOn: String(endsOn), kind: String(kind), number: String(number) };
	return { ...place, vendor: String(vendor), model: String(model) };
}

function expiryItem(row: ExpiryRow): ExpiryItem {
	return {
		...{ kind: row.kind, number: row.number, vendor: row.vendor || null, model: row.model || null },
		...{ name: row.name, carrier: row.carrier, validFrom: row.valid_from, endsOn: row.ends_on },
		...{ daysLeft: row.days_left, state: expiryState(row.days_left), source: row.source },
		...{ verifiedOn: row.verified_on, verifiedBy: row.verified_by },
		...{ terminals: row.terminals, terminalId: row.terminal_code }
	};
}

export type Verifying = { db: Db; clock: Clock; timeZone: string; principal: Principal; requestId: string };

/** A paper concerns every acquirer that has such terminals, so who sees a part of them only does not vouch for it. */
export async function verifyExpiry(
	by: Verifying,
	{ note, verifiedOn, vendor, model, alsoOfSource, ...paper }: Verification
) {
	const { principal, clock, timeZone } = by;
	const now = clock.now();
	if (principal.scope.kind !== 'fleet') throw expiryShared();
	if (verifiedOn !== null && verifiedOn > dayOf(now.getTime(), timeZone)) throw verifiedInFuture();
	const key = { ...paper, vendor: vendor ?? '', model: model ?? '' };
	const verified_by = verifiedOn === null ? null : nameOf(principal);
	return by.db.transaction().execute(async (tx) => {
		const before = await lockExpiry(tx, key);
		if (before === null) throw expiryUnknown();
		const which = alsoOfSource ? { kind: key.kind, source: before.source } : key;
		const papers = await setVerification(tx, which, { verified_on: verifiedOn, verified_by });
		await writeAudit(tx, actorOf(principal, by.requestId), now, {
			action: verifiedOn === null ? 'expiry.verification_withdrawn' : 'expiry.verified',
			subject: { kind: 'expiry', id: [key.kind, key.number, key.vendor, key.model].filter(Boolean).join(' ') },
			before: { verifiedOn: before.verified_on, verifiedBy: before.verified_by },
			after: { verifiedOn, verifiedBy: verified_by, source: before.source, papers, note: note ?? null }
		});
		return { verifiedOn, verifiedBy: verified_by, papers };
	});
}
