// Finds roll-outs and judges them: the job behind GET /firmware/rollouts. What was judged from the same data before is left as it is.
import { discoveries } from '#lib/domain/false-discovery.ts';
import {
	comparedShare,
	DAYS_COMPARED,
	rolloutCohorts,
	type RolloutCohort,
	type RolloutTerminal
} from '#lib/domain/rollout-cohorts.ts';
import { COMPARED_TERMINALS_MIN, RolloutEffect } from '#lib/domain/rollout-effect.ts';
import { overLooks, type RolloutLook } from '#lib/domain/rollout-looks.ts';
import { judgeRollout, NOTHING_MISSING, type RolloutJudgement } from '#lib/domain/rollout-verdict.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import { atOnce, type Pace } from '#api/platform/pace.ts';
import { dayNumber, hoursOf, nameOf } from './rollout-days.ts';
import {
	closedDays,
	firmwareChanges,
	lastClosedDay,
	putRollout,
	removeRollout,
	rolloutBases,
	rolloutCells,
	terminalsOfModel,
	type FirmwareChange,
	type RolloutCodeRow,
	type RolloutKey,
	type RolloutRow
} from './rollouts.repo.ts';

/** One or two terminals that change are repairs. */
const ROLLOUT_TERMINALS_MIN = 3;
const WHOLE_FLEET = 0;
/** Another rule means that what was judged by the one before is judged again. */
const JUDGED_BY = 'over looks';
/** While all that is new are late facts of closed days, a verdict stands so long before its weeks are read again. */
const LATE_FACTS_WAIT_MS = 60 * 60_000;

type Parts = { db: Db; clock: Clock; timeZone: string; pace?: Pace };

/** Judges what is new or has more data than before; answers how many roll-outs that were. */
export async function judgeRollouts(parts: Parts): Promise<number> {
	const { db, pace = atOnce } = parts;
	const last = await lastClosedDay(db);
	const changes = await pace(async () => firmwareChanges(db));
	const stored = new Map((await rolloutBases(db)).map((row) => [keyText(row), row]));
	const byRollout = Map.groupBy(changes, ({ model_id, to_firmware }) => `${model_id}/${to_firmware}`);
	const gone = new Map(stored);
	let judged = 0;
	for (const updates of byRollout.values()) {
		const found = await populationsOf(parts, updates, changes, last === null ? null : dayNumber(last));
		for (const population of found) gone.delete(keyText(population.key));
		const due = await duePopulations(parts, found, stored);
		if (due.length > 0) judged += await judgeTogether(parts, due);
	}
	for (const key of gone.values()) await db.transaction().execute(async (tx) => removeRollout(tx, key));
	return judged;
}

/** Those among whom a roll-out is judged: the whole fleet, or the terminals of one acquirer. */
type Population = {
	key: RolloutKey;
	terminals: RolloutTerminal[];
	cohorts: RolloutCohort[];
	startedAt: Date;
	latestUpdateAt: Date;
	basis: string;
};

async function populationsOf(
	{ db, timeZone }: Parts,
	updates: readonly FirmwareChange[],
	changes: readonly FirmwareChange[],
	lastDataDay: number | null
): Promise<Population[]> {
	const [first] = updates;
	if (!first) return [];
	const { model_id, to_firmware: firmware_id } = first;
	const dayOf = (at: Date) => dayNumber(dayName(calendarDay(at.getTime(), timeZone)));
	const known = await terminalsOfModel(db, model_id);
	const story = new RolloutStory(updates, changes, dayOf);
	const acquirers = [WHOLE_FLEET, ...new Set(known.map(({ acquirer_id }) => acquirer_id))];
	return acquirers.flatMap((acquirer_id) => {
		const own = known.filter((terminal) => acquirer_id === WHOLE_FLEET || terminal.acquirer_id === acquirer_id);
		const terminals = own.flatMap((terminal) => story.terminal(terminal, firmware_id));
		const ids = new Set(terminals.flatMap(({ terminalId, updatedDay }) => (updatedDay === null ? [] : [terminalId])));
		const at = updates.filter(({ terminal_id }) => ids.has(terminal_id)).map((update) => update.at);
		const [startedAt, latestUpdateAt] = [at[0], at.at(-1)];
		if (ids.size < ROLLOUT_TERMINALS_MIN || !startedAt || !latestUpdateAt) return [];
		const cohorts = lastDataDay === null ? [] : rolloutCohorts(terminals, lastDataDay);
		return [{ key: { model_id, firmware_id, acquirer_id }, terminals, cohorts, startedAt, latestUpdateAt, basis: '' }];
	});
}

/** What each terminal did in a roll-out. Whoever changed to something else meanwhile is no peer: what it shows is another change. */
class RolloutStory {
	private readonly updatedDays = new Map<number, number>();
	private readonly others = new Map<number, number[]>();
	private readonly firstDay: number;

	constructor(updates: readonly FirmwareChange[], changes: readonly FirmwareChange[], dayOf: (at: Date) => number) {
		for (const { terminal_id, at } of updates) {
			if (!this.updatedDays.has(terminal_id)) this.updatedDays.set(terminal_id, dayOf(at));
		}
		this.firstDay = Math.min(...this.updatedDays.values());
		const own = new Set(updates);
		for (const change of changes) {
			if (own.has(change)) continue;
			const days = this.others.get(change.terminal_id) ?? [];
			this.others.set(change.terminal_id, [...days, dayOf(change.at)]);
		}
	}

	terminal({ terminal_id, firmware_id }: { terminal_id: number; firmware_id: number }, to: number): RolloutTerminal[] {
		const updatedDay = this.updatedDays.get(terminal_id) ?? null;
		const others = this.others.get(terminal_id) ?? [];
		if (updatedDay === null) {
			const isPeer = firmware_id !== to && !others.some((day) => day >= this.firstDay - DAYS_COMPARED);
			return isPeer ? [{ terminalId: terminal_id, updatedDay, leftDay: null }] : [];
		}
		if (others.some((day) => day >= updatedDay - DAYS_COMPARED && day < updatedDay)) return [];
		const left = others.filter((day) => day >= updatedDay);
		return [{ terminalId: terminal_id, updatedDay, leftDay: left.length === 0 ? null : Math.min(...left) }];
	}
}

/** Those whose terminals or days are others than when they were last judged. */
async function duePopulations(
	{ db, clock }: Parts,
	populations: readonly Population[],
	stored: ReadonlyMap<string, { basis: string; judged_at: Date }>
): Promise<Population[]> {
	const due: Population[] = [];
	for (const population of populations) {
		const days = daysOf([population]);
		const closed = days === null ? null : await closedDays(db, nameOf(days.first), nameOf(days.last));
		const updated = population.terminals.filter(({ updatedDay }) => updatedDay !== null).length;
		const { terminals, latestUpdateAt } = population;
		const data = JSON.stringify([JUDGED_BY, updated, terminals.length, latestUpdateAt, days, closed?.days]);
		const basis = `${data} folded ${closed?.folded_at?.toISOString()}`;
		const last = stored.get(keyText(population.key));
		const isRecent = last !== undefined && clock.now().getTime() - last.judged_at.getTime() < LATE_FACTS_WAIT_MS;
		if (last?.basis === basis || (isRecent && last.basis.startsWith(data))) continue;
		due.push({ ...population, basis });
	}
	return due;
}

/** Reads what any of them compares once for all of them, an hour a slice: attempts are compared within their hour. */
async function judgeTogether(parts: Parts, populations: readonly Population[]): Promise<number> {
	const { db, timeZone, pace = atOnce } = parts;
	const effects = populations.map((population) => ({ population, effect: new RolloutEffect(population.cohorts) }));
	const days = daysOf(populations);
	const modelId = populations[0]?.key.model_id ?? 0;
	for (let day = days?.first ?? 1; day <= (days?.last ?? 0); day++) {
		const comparing = effects.filter(({ population }) =>
			population.cohorts.some((each) => each.periodOf(day) !== null)
		);
		if (comparing.length === 0) continue;
		for (const { from, to } of hoursOf(day, timeZone)) {
			await pace(async () => {
				const rows = await rolloutCells(db, modelId, from, to);
				const cells = rows.map((row) => ({ ...row, terminalId: row.terminal_id, codes: row.codes ?? [] }));
				for (const { population, effect } of comparing) {
					const { acquirer_id } = population.key;
					effect.addDay(
						day,
						cells.filter((cell) => acquirer_id === WHOLE_FLEET || cell.acquirer_id === acquirer_id)
					);
				}
			});
		}
	}
	for (const { population, effect } of effects) {
		const estimate = effect.estimate();
		const look = estimate === null ? null : overLooks(estimate, comparedShare(population.cohorts));
		await write(parts, population, look);
	}
	return populations.length;
}

async function write({ db, clock }: Parts, population: Population, look: RolloutLook | null): Promise<void> {
	const { terminals, cohorts } = population;
	const days = daysOf([population]);
	const updated = terminals.filter(({ updatedDay }) => updatedDay !== null).length;
	const judged = judgement(population, look);
	const tallies = look?.estimate ?? { updated: NO_TALLIES, peers: NO_TALLIES };
	const row: RolloutRow = {
		...population.key,
		started_at: population.startedAt,
		latest_update_at: population.latestUpdateAt,
		updated,
		waiting: terminals.length - updated,
		compared_updated: membersOf(cohorts, 'updated'),
		compared_peers: membersOf(cohorts, 'peers'),
		first_day: days && nameOf(days.first),
		last_day: days && nameOf(days.last),
		judged_at: clock.now(),
		basis: population.basis,
		verdict: judged.verdict,
		lacks: judged.lacks,
		compared_share: comparedShare(cohorts),
		attempts_missing: judged.attemptsMissing,
		days_missing: judged.daysMissing,
		terminals_missing: judged.terminalsMissing,
		effect: look?.effect ?? null,
		effect_low: look?.low ?? null,
		effect_high: look?.high ?? null,
		updated_before_attempts: tallies.updated.before.attempts,
		updated_before_failures: tallies.updated.before.failures,
		updated_after_attempts: tallies.updated.after.attempts,
		updated_after_failures: tallies.updated.after.failures,
		peers_before_attempts: tallies.peers.before.attempts,
		peers_before_failures: tallies.peers.before.failures,
		peers_after_attempts: tallies.peers.after.attempts,
		peers_after_failures: tallies.peers.after.failures
	};
	await db.transaction().execute(async (tx) => putRollout(tx, row, codeRows(look)));
}

const NO_TALLIES = { before: { attempts: 0, failures: 0 }, after: { attempts: 0, failures: 0 } };

/** Where nothing could be compared the verdict says what there was too little of. */
function judgement({ terminals, cohorts }: Population, look: RolloutLook | null): RolloutJudgement {
	if (look !== null) {
		const compared = membersOf(cohorts, 'updated');
		return judgeRollout(look, {
			terminals: compared,
			daysAfter: meanDaysAfter(cohorts),
			share: comparedShare(cohorts)
		});
	}
	const updated = terminals.filter(({ updatedDay }) => updatedDay !== null).length;
	const waiting = terminals.length - updated;
	const lacks = updated < COMPARED_TERMINALS_MIN ? 'updated' : waiting < COMPARED_TERMINALS_MIN ? 'peers' : 'attempts';
	return { verdict: 'not_enough_data', lacks, ...NOTHING_MISSING };
}

function codeRows(look: RolloutLook | null): RolloutCodeRow[] {
	const codes = [...(look?.codes ?? [])];
	const stands = discoveries(codes.map(([, { p }]) => p));
	return codes.map(([code_id, { effect, low, high, p, failures }], index) => ({
		code_id,
		failures,
		effect,
		effect_low: low,
		effect_high: high,
		p_value: p,
		is_discovery: stands[index] ?? false
	}));
}

function meanDaysAfter(cohorts: readonly RolloutCohort[]): number {
	const terminals = cohorts.reduce((sum, { updated }) => sum + updated.size, 0);
	const days = cohorts.reduce((sum, { updated, day, lastDay }) => sum + updated.size * (lastDay - day), 0);
	return terminals === 0 ? 0 : days / terminals;
}

const membersOf = (cohorts: readonly RolloutCohort[], arm: 'updated' | 'peers') =>
	new Set(cohorts.flatMap((cohort) => [...cohort[arm]])).size;

/** First and last day that any of them compares; null where none does. */
function daysOf(populations: readonly Pick<Population, 'cohorts'>[]): { first: number; last: number } | null {
	const cohorts = populations.flatMap((population) => population.cohorts);
	if (cohorts.length === 0) return null;
	return {
		first: Math.min(...cohorts.map(({ day }) => day - DAYS_COMPARED)),
		last: Math.max(...cohorts.map(({ lastDay }) => lastDay))
	};
}

const keyText = ({ model_id, firmware_id, acquirer_id }: RolloutKey) => `${model_id}/${firmware_id}/${acquirer_id}`;
