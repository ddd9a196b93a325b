// Who is compared with whom in a roll-out: the terminals updated on one day with those of the model that kept waiting.

export type RolloutTerminal = {
	readonly terminalId: number;
	/** Number of the business day on which it got the version; null while it waits. */
	readonly updatedDay: number | null;
	/** Number of the business day on which it left the version again; null while it has it. */
	readonly leftDay: number | null;
};

export type RolloutArm = 'updated' | 'peers';

/** Two weeks hold each weekday twice. */
export const DAYS_COMPARED = 14;
/** A roll-out by rings has a handful of days on which most are updated. */
const COHORTS_MAX = 10;
/** Fewer that waited are no measure of what would have been. */
const PEERS_MIN = 10;

/** Terminals updated on one day. The day itself is left out: nobody knows its hour for sure, and updates restart terminals. */
export class RolloutCohort {
	readonly day: number;
	/** The last day after the update that is compared; from the next one on too few peers still wait. */
	readonly lastDay: number;
	/** How many days after the update will be compared in the end. */
	readonly plannedDays: number;
	readonly updated: ReadonlySet<number>;
	readonly peers: ReadonlySet<number>;
	private readonly leftDays: ReadonlyMap<number, number>;

	constructor(
		{ day, lastDay, plannedDays }: Pick<RolloutCohort, 'day' | 'lastDay' | 'plannedDays'>,
		updated: readonly RolloutTerminal[],
		peers: readonly RolloutTerminal[]
	) {
		this.day = day;
		this.lastDay = lastDay;
		this.plannedDays = plannedDays;
		this.updated = new Set(updated.map(({ terminalId }) => terminalId));
		this.peers = new Set(peers.map(({ terminalId }) => terminalId));
		this.leftDays = new Map(
			updated.flatMap(({ terminalId, leftDay }) => (leftDay === null ? [] : [[terminalId, leftDay] as const]))
		);
	}

	periodOf(day: number): 'before' | 'after' | null {
		if (day >= this.day - DAYS_COMPARED && day < this.day) return 'before';
		return day > this.day && day <= this.lastDay ? 'after' : null;
	}

	/** Who left the version is no longer compared from that day on. */
	armOf(terminalId: number, day: number): RolloutArm | null {
		if (this.peers.has(terminalId)) return 'peers';
		if (!this.updated.has(terminalId)) return null;
		return day >= (this.leftDays.get(terminalId) ?? Number.POSITIVE_INFINITY) ? null : 'updated';
	}
}

/**
 * The cohorts of a roll-out, in order of time. Peers of a cohort are those that wait until its last day, so that the same terminals
 * are compared before and after; that day is as late as the data and two weeks allow, and earlier where peers would run out.
 */
export function rolloutCohorts(terminals: readonly RolloutTerminal[], lastDataDay: number): RolloutCohort[] {
	const byDay = new Map<number, RolloutTerminal[]>();
	for (const terminal of terminals) {
		if (terminal.updatedDay === null) continue;
		const sameDay = byDay.get(terminal.updatedDay);
		if (sameDay) sameDay.push(terminal);
		else byDay.set(terminal.updatedDay, [terminal]);
	}
	const largest = [...byDay].sort(([dayA, a], [dayB, b]) => b.length - a.length || dayA - dayB).slice(0, COHORTS_MAX);
	const cohorts = largest.flatMap(([day, updated]) => {
		const latest = Math.min(day + DAYS_COMPARED, lastDataDay);
		for (let lastDay = latest; lastDay > day; lastDay--) {
			const peers = terminals.filter(({ updatedDay }) => updatedDay === null || updatedDay > lastDay);
			const plannedDays = lastDay < latest ? lastDay - day : DAYS_COMPARED;
			if (peers.length >= PEERS_MIN) return [new RolloutCohort({ day, lastDay, plannedDays }, updated, peers)];
		}
		return [];
	});
	return cohorts.sort((a, b) => a.day - b.day);
}

/** How much of the days after the update that will be compared has passed, over all updated terminals. */
export function comparedShare(cohorts: readonly RolloutCohort[]): number {
	const sum = (daysOf: (cohort: RolloutCohort) => number) =>
		cohorts.reduce((total, cohort) => total + cohort.updated.size * daysOf(cohort), 0);
	const planned = sum(({ plannedDays }) => plannedDays);
	return planned === 0 ? 0 : sum(({ day, lastDay }) => lastDay - day) / planned;
}
