import type { FirmwareSpan } from '#lib/domain/firmware-judgement.ts';
import type { TerminalCheck } from '#lib/domain/terminal-checks.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { CONNECTIONS } from '#lib/domain/transactions.ts';
import { startOfDay, addDays, calendarDay } from '#lib/domain/time-zones.ts';
import { bucketStart, nextBucketStart, type TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { readChecks } from './terminal-checks.usecases.ts';
import { faultOnset } from './fault-onset.ts';
import {
	countPeers,
	findTerminal,
	latestReport,
	newestTransactionAt,
	terminalHours,
	terminalPeriods,
	type TerminalDetailRow,
	type TerminalHour
} from './terminal-detail.repo.ts';
import { terminalItem } from './terminal-item.ts';
import { terminalNotFound } from './terminals.errors.ts';
import type { TerminalDetail, TerminalPeriod, TerminalReason } from './terminals.schemas.ts';

const MS_PER_HOUR = 3_600_000;
const DAY_HOURS = 24;
const WEEK_DAYS = 7;

/** Everything known of one terminal; 404 when it does not exist or belongs to somebody else. */
export async function readTerminal(
	db: ReadDb,
	scope: Scope,
	terminalCode: string,
	now: Date,
	timeZone: string
): Promise<TerminalDetail> {
	const row = await findTerminal(db, scope, terminalCode);
	if (!row) throw terminalNotFound();
	const newest = (await newestTransactionAt(db, now)) ?? now;
	const spans = spansUpTo(newest, timeZone);
	const week = await terminalHours(db, scope, row.terminal_id, new Date(spans.week.fromMs), new Date(spans.week.toMs));
	const peers = await countPeers(db, row.terminal_id, row.model_id);
	const periods = await terminalPeriods(db, scope, row.terminal_id);
	const report = await latestReport(db, scope, row.terminal_id);
	const { checks, certificates } = await readChecks(db, scope, row, report?.body, {
		week: spans.week,
		newest,
		timeZone,
		firmwareSince: firmwareSince(periods),
		firmwareSpans: firmwareSpans(periods)
	});
	const item = terminalItem(row);
	return {
		...item,
		iccid: row.iccid,
		address: row.address,
		registeredLat: row.registered_lat,
		registeredLng: row.registered_lng,
		ptsApproval: row.pts_approval,
		updatedAt: row.updated_at.toISOString(),
		asOf: row.as_of?.toISOString() ?? null,
		peers,
		reasons: [reasonOf(item, row, peers, week)].filter((reason) => reason !== null),
		checks: checks.map(checkItem),
		certificates: certificates.map(({ notAfterMs, ...rest }) => ({ ...rest, notAfter: instantText(notAfterMs) })),
		timeZone: row.time_zone,
		counts: { last24Hours: spanCounts(week, spans.day), last7Days: spanCounts(week, spans.week) },
		periods: periods.map(periodItem),
		report: report ? { at: report.at.toISOString(), body: report.body as Record<string, unknown> } : null
	};
}

/** What it was over time, newest first. */
export async function readPeriods(db: ReadDb, scope: Scope, terminalCode: string): Promise<TerminalPeriod[]> {
	const row = await findTerminal(db, scope, terminalCode);
	if (!row) throw terminalNotFound();
	return (await terminalPeriods(db, scope, row.terminal_id)).map(periodItem);
}

function periodItem(period: Awaited<ReturnType<typeof terminalPeriods>>[number]): TerminalPeriod {
	return {
		validFrom: period.valid_from?.toISOString() ?? null,
		acquirerId: period.acquirer_code,
		vendor: period.vendor || null,
		model: period.model || null,
		firmware: period.firmware || null,
		appVersion: period.app_version || null,
		carrier: period.carrier_code || null,
		connection: CONNECTIONS[period.connection] ?? 'unknown'
	};
}

const instantText = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function checkItem({ sinceMs, findings, ...rest }: TerminalCheck) {
	return {
		...rest,
		since: instantText(sinceMs),
		findings: findings.map(({ kind, verdict, value, sinceMs: since }) => ({
			kind,
			verdict,
			value,
			since: instantText(since)
		}))
	};
}

/** When the terminal got the firmware that it has; null where that is not known. Newest period first. */
function firmwareSince(periods: readonly { valid_from: Date | null; firmware: string }[]): Date | null {
	const other = periods.findIndex((period) => period.firmware !== periods[0]?.firmware);
	return periods.at(other === -1 ? -1 : other - 1)?.valid_from ?? null;
}

/** The versions it reported one after the other, oldest first; a period in which only something else changed begins none. */
function firmwareSpans(periods: readonly { valid_from: Date | null; firmware: string }[]): FirmwareSpan[] {
	const told = periods.toReversed().filter(({ firmware }) => firmware !== '');
	return told.flatMap(({ valid_from, firmware }, index) =>
		told[index - 1]?.firmware === firmware ? [] : [{ version: firmware, fromMs: valid_from?.getTime() ?? 0 }]
	);
}

/** The last 24 whole hours up to the newest data of the fleet, and the seven business days that the board speaks of. */
function spansUpTo(newest: Date, timeZone: string): { day: TimeWindow; week: TimeWindow } {
	const endOfHourMs = nextBucketStart(bucketStart(newest.getTime(), 'hour', timeZone), 'hour', timeZone);
	const lastDay = calendarDay(newest.getTime(), timeZone);
	return {
		day: { fromMs: endOfHourMs - DAY_HOURS * MS_PER_HOUR, toMs: endOfHourMs },
		week: {
			fromMs: startOfDay(addDays(lastDay, 1 - WEEK_DAYS), timeZone),
			toMs: startOfDay(addDays(lastDay, 1), timeZone)
		}
	};
}

function spanCounts(hours: readonly TerminalHour[], { fromMs, toMs }: TimeWindow) {
	const counts = { approved: 0, terminal: 0, upstream: 0, business: 0, unresolved: 0 };
	for (const hour of hours) {
		if (hour.hour.getTime() < fromMs || hour.hour.getTime() >= toMs) continue;
		for (const part of Object.keys(counts) as (keyof typeof counts)[]) counts[part] += hour[part];
	}
	const attempts = attemptsOf(counts);
	const { rate, low, high } = wilsonInterval(counts.terminal, attempts);
	return {
		from: new Date(fromMs).toISOString(),
		to: new Date(toMs).toISOString(),
		attempts,
		...counts,
		rate,
		rateLow: low,
		rateHigh: high
	};
}

const attemptsOf = (counts: Omit<TerminalHour, 'hour'>) =>
	counts.approved + counts.terminal + counts.upstream + counts.business + counts.unresolved;

/** Why the terminal is in its state; a normal one needs no reason. */
function reasonOf(
	item: Pick<TerminalDetail, 'state' | 'attempts' | 'terminal'>,
	row: TerminalDetailRow,
	peers: number,
	week: readonly TerminalHour[]
): TerminalReason | null {
	const counts = {
		k: item.terminal,
		n: item.attempts,
		expected: row.peer_rate === null ? null : item.attempts * row.peer_rate,
		peers
	};
	const lastSign = Math.max(row.last_transaction_at?.getTime() ?? 0, row.last_seen_at?.getTime() ?? 0);
	switch (item.state) {
		case 'normal':
			return null;
		case 'abnormal':
		case 'watch': {
			const hours = week.map((hour) => ({ hour: hour.hour, attempts: attemptsOf(hour), failures: hour.terminal }));
			const onset = faultOnset(hours, row.peer_rate ?? 0);
			return { kind: 'terminal_failures', ...counts, since: onset?.toISOString() ?? null };
		}
		case 'silent':
			return { kind: 'silent', ...counts, since: lastSign > 0 ? new Date(lastSign).toISOString() : null };
		case 'learning':
			return { kind: 'learning', ...counts, since: row.first_seen_at.toISOString() };
		case 'known_outage':
			return { kind: 'known_outage', ...counts, since: null };
	}
}
