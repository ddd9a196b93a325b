// What the fleet met for the first time. A beginning is no news: a fleet's first day has none, and a new model's first version
// is told by the model.
import type { FirstSeenKind } from '#lib/domain/first-seen.ts';
import { addDays, calendarDay, dayName, startOfDay } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import {
	carrierFirstSeen,
	codeFirstDays,
	countTerminalsWith,
	firmwareFirstSeen,
	firstFacts,
	hadTerminals,
	lastClosedDay,
	recentlyTaken,
	type CodeFirstDay
} from './first-seen.repo.ts';
import type { FirstSeen } from './first-seen.schemas.ts';

type Asked = { since: Date; now: Date; timeZone: string };

/** Newest first; the one place that decides what is new, for the list and for the news that count it. */
export async function readFirstSeen(db: ReadDb, scope: Scope, asked: Asked): Promise<FirstSeen[]> {
	const found = [...(await newOnTerminals(db, scope, asked.since)), ...(await newCodes(db, scope, asked))];
	return found.toSorted((a, b) => b.firstAt.localeCompare(a.firstAt));
}

/** With how many terminals have it now; counted for what is shown only. */
export async function withTerminals(db: ReadDb, scope: Scope, items: readonly FirstSeen[]): Promise<FirstSeen[]> {
	const counted: FirstSeen[] = [];
	for (const each of items) {
		const terminals = each.kind === 'code' ? null : await countTerminalsWith(db, scope, each);
		counted.push({ ...each, terminals });
	}
	return counted;
}

/** What tells one from all others, for pages and tables. */
export function firstSeenKey({ kind, vendor, model, firmware, carrier, codeProfile, responseCode }: FirstSeen): string {
	return JSON.stringify([kind, vendor, model, firmware, carrier, codeProfile, responseCode]);
}

const item = (kind: FirstSeenKind, firstAt: Date, rest: Partial<FirstSeen>): FirstSeen => ({
	...{ kind, vendor: null, model: null, firmware: null, carrier: null },
	...{ codeProfile: null, responseCode: null, meaningEn: null, meaningZh: null, isMapped: null, terminals: null },
	...rest,
	firstAt: firstAt.toISOString()
});

/** Versions, models and carriers. Nearly always nothing was taken lately, and one quick look is all there is to do. */
async function newOnTerminals(db: ReadDb, scope: Scope, since: Date): Promise<FirstSeen[]> {
	const taken = await recentlyTaken(db, scope, since);
	if (taken.length === 0 || !(await hadTerminals(db, scope, since))) return [];
	const models = [...new Set(taken.map((each) => each.model_id))];
	const carriers = [...new Set(taken.map((each) => each.carrier_id))];
	return [
		...versionsAndModels(await firmwareFirstSeen(db, scope, models), since),
		...(await carrierFirstSeen(db, scope, carriers))
			.filter((row) => row.first_at >= since)
			.map(({ first_at, carrier }) => item('carrier', first_at, { carrier }))
	];
}

type Version = { vendor: string; model: string; firmware: string; first_at: Date };

function versionsAndModels(rows: readonly Version[], since: Date): FirstSeen[] {
	const models = Map.groupBy(rows, ({ vendor, model }) => JSON.stringify([vendor, model]));
	return [...models.values()].flatMap((versions) => {
		const firstAt = new Date(Math.min(...versions.map((each) => each.first_at.getTime())));
		const [{ vendor, model } = { vendor: null, model: null }] = versions;
		if (firstAt >= since) return [item('model', firstAt, { vendor, model })];
		return versions
			.filter((each) => each.firmware !== '' && each.first_at >= since)
			.map(({ first_at, firmware }) => item('firmware', first_at, { vendor, model, firmware }));
	});
}

/** Closed days tell the day; the moment within it, and whatever is newer than they are, the facts. */
async function newCodes(db: ReadDb, scope: Scope, { since, now, timeZone }: Asked): Promise<FirstSeen[]> {
	const startOf = (day: string, later = 0) =>
		new Date(startOfDay(addDays(calendarDay(Date.parse(`${day}T12:00:00Z`), 'UTC'), later), timeZone));
	const codes = await codeFirstDays(db, scope, now);
	const sinceDay = dayName(calendarDay(since.getTime(), timeZone));
	const closed = await lastClosedDay(db);
	const isOld = ({ first_day }: CodeFirstDay) => first_day !== null && first_day < sinceDay;
	const days = Map.groupBy(
		codes.filter((code) => !isOld(code)),
		({ first_day }) => first_day
	);
	const firstAt = new Map<number, Date>();
	for (const [day, ofDay] of days) {
		const from = day ? startOf(day) : closed ? startOf(closed, 1) : new Date(0);
		const ids = ofDay.map((code) => code.code_id);
		const facts = await firstFacts(db, scope, ids, from, day ? startOf(day, 1) : now);
		for (const fact of facts) firstAt.set(fact.code_id, fact.first_at);
	}
	const isFleetOlder = codes.some(isOld) || [...firstAt.values()].some((at) => at < since);
	if (!isFleetOlder) return [];
	return codes.flatMap(({ code_id, profile, code, meaning_en, meaning_zh, is_mapped }) => {
		const at = firstAt.get(code_id);
		const means = { meaningEn: meaning_en, meaningZh: meaning_zh, isMapped: is_mapped };
		const named = { codeProfile: profile, responseCode: code, ...means };
		return at !== undefined && at >= since ? [item('code', at, named)] : [];
	});
}
