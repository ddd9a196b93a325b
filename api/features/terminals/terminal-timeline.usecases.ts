import { resolveWindow } from '#lib/domain/fleet-filter.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { VISIT_ACTIONS } from '#lib/domain/terminal-visits.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import { CONNECTIONS } from '#lib/domain/transactions.ts';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import { requestInvalid } from '#api/platform/errors.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import type { Scope } from '#api/platform/scope.ts';
import {
	findTerminal,
	newestTransactionAt,
	terminalHours,
	terminalPeriods,
	type TerminalDetailRow
} from './terminal-detail.repo.ts';
import { listSilences } from './terminal-silences.repo.ts';
import {
	addVisit,
	countPeersBelow,
	listPeers,
	listVisits,
	noticesOf,
	stateChanges,
	type VisitRow
} from './terminal-timeline.repo.ts';
import type { NewVisit, TerminalTimeline, TimelineFilter } from './terminal-timeline.schemas.ts';
import { terminalNotFound } from './terminals.errors.ts';

async function terminalOrRefuse(db: ReadDb, scope: Scope, terminalCode: string): Promise<TerminalDetailRow> {
	const terminal = await findTerminal(db, scope, terminalCode);
	if (!terminal) throw terminalNotFound();
	return terminal;
}

/** Everything of a window that can explain a terminal's failures, to be laid side by side on one axis. */
export async function readTimeline(
	db: ReadDb,
	scope: Scope,
	terminalCode: string,
	chosen: TimelineFilter,
	{ now, timeZone }: { now: Date; timeZone: string }
): Promise<TerminalTimeline> {
	const terminal = await terminalOrRefuse(db, scope, terminalCode);
	const window = resolveWindow(chosen, now.getTime(), timeZone);
	if (typeof window === 'string') throw requestInvalid('`from` must lie before `to`, at most 400 days');
	const [from, to] = [new Date(window.fromMs), new Date(window.toMs)];
	const id = terminal.terminal_id;
	const hours = await terminalHours(db, scope, id, from, to);
	const changes = await stateChanges(db, scope, id, to);
	const periods = (await terminalPeriods(db, scope, id)).toReversed();
	const states = changes.map((change) => ({ at: change.changed_at, state: stateOf(change.to_state) }));
	const known = periods.map((period) => ({
		at: period.valid_from ?? from,
		firmware: period.firmware || null,
		appVersion: period.app_version || null,
		carrier: period.carrier_code || null,
		connection: CONNECTIONS[period.connection] ?? ('unknown' as const)
	}));
	return {
		from: from.toISOString(),
		to: to.toISOString(),
		hours: hours.map(({ hour, ...counts }) => ({ at: hour.toISOString(), ...counts })),
		states: spansOf(states, from, to),
		periods: spansOf(known, from, to),
		notices: (await noticesOf(db, terminal, from, to)).map((notice) => ({
			noticeId: notice.notice_code,
			kind: notice.kind === 'outage' ? 'outage' : 'maintenance',
			from: notice.starts_at.toISOString(),
			to: notice.ends_at.toISOString(),
			issuer: notice.issuer_code,
			acquirerId: notice.acquirer_code,
			carrier: notice.carrier_code,
			text: notice.text,
			publishedAt: notice.published_at?.toISOString() ?? null
		})),
		visits: (await listVisits(db, scope, id, from, to)).map(visitItem),
		silences: (await listSilences(db, scope, id, { from, to })).map(({ began_at, ended_at }) => ({
			from: began_at.toISOString(),
			to: ended_at.toISOString()
		})),
		lastSeenAt: terminal.last_seen_at?.toISOString() ?? null,
		unheard: unheardIn(window, terminal.last_seen_at, (await newestTransactionAt(db, now)) ?? now)
	};
}

/** Heartbeats come every few minutes: below, silence says nothing. */
const UNHEARD_MIN_MS = 3_600_000;

/** Up to the newest data of the fleet: data loaded late is no silence. */
function unheardIn({ fromMs, toMs }: TimeWindow, lastSeen: Date | null, newest: Date) {
	if (lastSeen === null || newest.getTime() - lastSeen.getTime() < UNHEARD_MIN_MS) return null;
	const [start, end] = [Math.max(fromMs, lastSeen.getTime()), Math.min(toMs, newest.getTime())];
	return start < end ? { from: new Date(start).toISOString(), to: new Date(end).toISOString() } : null;
}

const stateOf = (index: number) => TERMINAL_STATES[index] ?? 'learning';

/** What held from each entry to the next, cut to the window; the last one holds to its end. */
function spansOf<Entry extends { at: Date }>(entries: readonly Entry[], from: Date, to: Date) {
	return entries.flatMap(({ at, ...rest }, index) => {
		const end = entries[index + 1]?.at ?? to;
		if (end <= from || at >= to) return [];
		const [start, stop] = [at < from ? from : at, end > to ? to : end];
		return [{ ...rest, from: start.toISOString(), to: stop.toISOString() }];
	});
}

export async function readVisits(db: ReadDb, scope: Scope, terminalCode: string) {
	const terminal = await terminalOrRefuse(db, scope, terminalCode);
	return { items: (await listVisits(db, scope, terminal.terminal_id)).map(visitItem) };
}

/** Writes down a visit with its audit row; nobody can have been there tomorrow. */
export async function recordVisit(
	deps: { db: Db; clock: Clock },
	principal: Principal,
	requestId: string,
	terminalCode: string,
	visit: NewVisit
) {
	const now = deps.clock.now();
	if (new Date(visit.visitedAt) > now) throw requestInvalid('`visitedAt` lies in the future');
	return deps.db.transaction().execute(async (tx) => {
		const terminal = await terminalOrRefuse(tx, principal.scope, terminalCode);
		const row = await addVisit(tx, terminal, visit, { at: now, by: nameOf(principal) });
		await writeAudit(tx, actorOf(principal, requestId), now, {
			action: 'terminal_visit.recorded',
			subject: { kind: 'terminal', id: terminalCode },
			after: visit
		});
		return visitItem(row);
	});
}

function visitItem(row: VisitRow) {
	return {
		visitId: row.terminal_visit_id,
		visitedAt: row.visited_at.toISOString(),
		visitor: row.visitor,
		done: VISIT_ACTIONS.filter((action) => row.done.includes(action)),
		note: row.note,
		recordedAt: row.recorded_at.toISOString(),
		recordedBy: row.recorded_by
	};
}

/** Terminals of the same model beside this one. */
export async function readPeers(db: ReadDb, scope: Scope, terminalCode: string) {
	const terminal = await terminalOrRefuse(db, scope, terminalCode);
	const { total, below } = await countPeersBelow(db, scope, terminal);
	const rows = await listPeers(db, scope, terminal);
	const items = rows.map((row) => {
		const { rate, low, high } = wilsonInterval(row.terminal, row.attempts);
		return {
			terminalId: row.terminal_code,
			merchantName: row.merchant_name,
			sameCarrier: row.same_carrier,
			sameRegion: row.same_region,
			attempts: row.attempts,
			terminal: row.terminal,
			rate,
			rateLow: low,
			rateHigh: high,
			state: stateOf(row.state)
		};
	});
	return { worseThan: below, total, items };
}
