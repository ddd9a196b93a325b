// What an update did to failures: the updated against those of the same model that still waited, in the same hours and with the same
// issuers, before and after (difference in differences).
import { tQuantile95, tTest } from './student-t.ts';
import type { RolloutCohort } from './rollout-cohorts.ts';

/** Attempts of one terminal in one hour with one issuer's cards; `codes` are those of its attempts that were not approved. */
export type RolloutCell = {
	readonly terminalId: number;
	/** Which hour and issuer, as what others of the same hour and issuer share. */
	readonly stratum: string | number;
	readonly attempts: number;
	/** Terminal technical failures. */
	readonly failures: number;
	readonly codes: readonly number[];
};

/** A difference of rates, in proportions: 0.01 is one point more failures. */
export type Effect = { readonly effect: number; readonly low: number; readonly high: number; readonly p: number };

/** An effect as a single look tells it. */
export type MeasuredEffect = Effect & { readonly standardError: number };

export type Tally = { attempts: number; failures: number };

export type RolloutEstimate = MeasuredEffect & {
	/** Of the difference after the update alone; what more days would make smaller. */
	readonly standardErrorAfter: number;
	readonly degrees: number;
	readonly updated: { readonly before: Tally; readonly after: Tally };
	readonly peers: { readonly before: Tally; readonly after: Tally };
	/** By code: attempts of the updated that ended so, and how many more or fewer of all attempts do since the update. */
	readonly codes: ReadonlyMap<number, MeasuredEffect & { readonly failures: number }>;
};

/** Half a hundred groups give an interval that is 3 % wider than with all terminals one by one. */
const GROUPS_MAX = 50;
/** Below, nobody can tell how much terminals differ. */
export const COMPARED_TERMINALS_MIN = 5;
/** A code that came up less often says nothing of its own. */
const CODE_FAILURES_MIN = 10;

/** Mantel-Haenszel sums of one comparison, `[…]` by cohort. */
type Sums = { before: { numerators: number[]; weights: number[] }; after: { numerators: number[]; weights: number[] } };
/** The sums of everything, and by how much they change when a group of terminals is left out. */
type Replicated = { all: Sums; without: Sums[] };
type Arms = { updatedN: number; updatedK: number; peersN: number; peersK: number };

/**
 * Takes the cells day by day and keeps sums only. Rates are compared within each hour and issuer, with the weights of N. Mantel and
 * W. Haenszel (1959), which bear strata with one or two attempts; cohorts (terminals updated on one day) are compared on their own
 * and weighed by what each tells. The interval is that of a jackknife over groups of terminals, since failures of one terminal come
 * together: who leaves terminals out one group at a time sees how much the result hangs on single ones. Nothing is drawn by chance.
 */
export class RolloutEffect {
	private readonly cohorts: readonly RolloutCohort[];
	private readonly groupOf: ReadonlyMap<number, number>;
	private readonly groups: number;
	private readonly rates: Replicated;
	private readonly codes = new Map<number, { sums: Replicated; failures: number }>();
	private readonly updated = { before: tally(), after: tally() };
	private readonly peers = { before: tally(), after: tally() };

	constructor(cohorts: readonly RolloutCohort[]) {
		this.cohorts = cohorts;
		const updated = [...new Set(cohorts.flatMap((cohort) => [...cohort.updated]))].sort((a, b) => a - b);
		const peers = [...new Set(cohorts.flatMap((cohort) => [...cohort.peers]))]
			.filter((id) => !cohorts.some((cohort) => cohort.updated.has(id)))
			.sort((a, b) => a - b);
		this.groups = Math.min(GROUPS_MAX, updated.length, Math.max(peers.length, COMPARED_TERMINALS_MIN));
		this.groupOf = new Map([...updated.entries(), ...peers.entries()].map(([nth, id]) => [id, nth % this.groups]));
		this.rates = this.replicated();
	}

	/** Cells of one day, all or some; a stratum must not be spread over several calls. */
	addDay(day: number, cells: Iterable<RolloutCell>): void {
		const strata = new Map<string | number, RolloutCell[]>();
		for (const cell of cells) {
			const stratum = strata.get(cell.stratum);
			if (stratum) stratum.push(cell);
			else strata.set(cell.stratum, [cell]);
		}
		for (const [index, cohort] of this.cohorts.entries()) {
			const period = cohort.periodOf(day);
			if (period === null) continue;
			for (const stratum of strata.values()) this.addStratum(index, cohort, period, day, stratum);
		}
	}

	/** Null while there is nothing to compare: too few terminals, or no attempts in the same hours before and after. */
	estimate(): RolloutEstimate | null {
		if (this.groups < COMPARED_TERMINALS_MIN) return null;
		const measured = this.measure(this.rates, this.rates);
		if (measured === null) return null;
		const codes = new Map<number, MeasuredEffect & { failures: number }>();
		for (const [code, { sums, failures }] of this.codes) {
			const measuredCode = failures < CODE_FAILURES_MIN ? null : this.measure(sums, this.rates);
			if (measuredCode === null) continue;
			const { effect, standardError } = measuredCode;
			codes.set(code, { ...effect, standardError, failures });
		}
		const { effect, standardError, standardErrorAfter } = measured;
		const { updated, peers } = this;
		return { ...effect, standardError, standardErrorAfter, degrees: this.groups - 1, updated, peers, codes };
	}

	private addStratum(
		index: number,
		cohort: RolloutCohort,
		period: 'before' | 'after',
		day: number,
		cells: readonly RolloutCell[]
	): void {
		const compared = cells.flatMap((cell) => {
			const arm = cohort.armOf(cell.terminalId, day);
			return arm === null ? [] : [{ ...cell, arm, group: this.groupOf.get(cell.terminalId) ?? 0 }];
		});
		const byGroup = new Map<number, Arms>();
		const codes = new Map<number, Map<number, Arms>>();
		const all = arms();
		for (const { arm, group, attempts, failures, codes: ended } of compared) {
			count(all, arm, attempts, failures);
			count(entry(byGroup, group, arms), arm, attempts, failures);
			for (const code of ended) count(entry(entry(codes, code, groupMap), group, arms), arm, 0, 1);
		}
		if (all.updatedN === 0 || all.peersN === 0) return;
		this.countTallies(period, all);
		addSums(this.rates, index, period, all, byGroup);
		for (const [code, failuresOf] of codes) {
			const ofCode = entry(this.codes, code, () => ({ sums: this.replicated(), failures: 0 }));
			const totals = { ...all, updatedK: 0, peersK: 0 };
			const groups = new Map<number, Arms>();
			for (const [group, { updatedN, peersN }] of byGroup) {
				const { updatedK, peersK } = failuresOf.get(group) ?? arms();
				groups.set(group, { updatedN, peersN, updatedK, peersK });
				totals.updatedK += updatedK;
				totals.peersK += peersK;
			}
			ofCode.failures += totals.updatedK + totals.peersK;
			addSums(ofCode.sums, index, period, totals, groups);
		}
	}

	private countTallies(period: 'before' | 'after', all: Arms): void {
		const [updated, peers] = [this.updated[period], this.peers[period]];
		updated.attempts += all.updatedN;
		updated.failures += all.updatedK;
		peers.attempts += all.peersN;
		peers.failures += all.peersK;
	}

	private measure(of: Replicated, weights: Replicated) {
		const whole = combine(of.all, weights.all);
		if (whole === null) return null;
		let [squares, squaresAfter] = [0, 0];
		for (let group = 0; group < this.groups; group++) {
			const without = combine(minus(of, group), minus(weights, group));
			if (without === null) return null;
			squares += (without.effect - whole.effect) ** 2;
			squaresAfter += (without.after - whole.after) ** 2;
		}
		const degrees = this.groups - 1;
		const standardError = Math.sqrt((squares * degrees) / this.groups);
		const standardErrorAfter = Math.sqrt((squaresAfter * degrees) / this.groups);
		const half = tQuantile95(degrees) * standardError;
		const p = standardError === 0 ? 1 : tTest(whole.effect / standardError, degrees);
		const effect: Effect = { effect: whole.effect, low: whole.effect - half, high: whole.effect + half, p };
		return { effect, standardError, standardErrorAfter };
	}

	private replicated(): Replicated {
		return { all: this.sums(), without: Array.from({ length: this.groups }, () => this.sums()) };
	}

	private sums(): Sums {
		const zeros = () => this.cohorts.map(() => 0);
		return {
			before: { numerators: zeros(), weights: zeros() },
			after: { numerators: zeros(), weights: zeros() }
		};
	}
}

function addSums(
	to: Replicated,
	cohort: number,
	period: 'before' | 'after',
	all: Arms,
	groups: ReadonlyMap<number, Arms>
): void {
	const whole = mantelHaenszel(all);
	addAt(to.all[period], cohort, whole.numerator, whole.weight);
	for (const [group, own] of groups) {
		const rest = mantelHaenszel({
			updatedN: all.updatedN - own.updatedN,
			updatedK: all.updatedK - own.updatedK,
			peersN: all.peersN - own.peersN,
			peersK: all.peersK - own.peersK
		});
		const without = to.without[group];
		if (without) addAt(without[period], cohort, rest.numerator - whole.numerator, rest.weight - whole.weight);
	}
}

/** Numerator and weight of a stratum's difference of rates; nothing where one side is empty. */
function mantelHaenszel({ updatedN, updatedK, peersN, peersK }: Arms): { numerator: number; weight: number } {
	if (updatedN === 0 || peersN === 0) return { numerator: 0, weight: 0 };
	const n = updatedN + peersN;
	return { numerator: (updatedK * peersN - peersK * updatedN) / n, weight: (updatedN * peersN) / n };
}

/** Each cohort's difference in differences, weighed by how much its two differences tell together. */
function combine(of: Sums, weights: Sums): { effect: number; after: number } | null {
	let [total, effect, after] = [0, 0, 0];
	for (const [cohort, weightBefore] of weights.before.weights.entries()) {
		const weightAfter = weights.after.weights[cohort] ?? 0;
		if (weightBefore <= 0 || weightAfter <= 0) continue;
		const told = (weightBefore * weightAfter) / (weightBefore + weightAfter);
		const differenceAfter = (of.after.numerators[cohort] ?? 0) / weightAfter;
		total += told;
		effect += told * (differenceAfter - (of.before.numerators[cohort] ?? 0) / weightBefore);
		after += told * differenceAfter;
	}
	return total > 0 ? { effect: effect / total, after: after / total } : null;
}

function minus({ all, without }: Replicated, group: number): Sums {
	const change = without[group] ?? all;
	const added = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value + (b[index] ?? 0));
	const period = (of: 'before' | 'after') => ({
		numerators: added(all[of].numerators, change[of].numerators),
		weights: added(all[of].weights, change[of].weights)
	});
	return { before: period('before'), after: period('after') };
}

function addAt(to: Sums['before'], cohort: number, numerator: number, weight: number): void {
	to.numerators[cohort] = (to.numerators[cohort] ?? 0) + numerator;
	to.weights[cohort] = (to.weights[cohort] ?? 0) + weight;
}

function count(to: Arms, arm: 'updated' | 'peers', attempts: number, failures: number): void {
	to[`${arm}N`] += attempts;
	to[`${arm}K`] += failures;
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
	const found = map.get(key);
	if (found !== undefined) return found;
	const made = make();
	map.set(key, made);
	return made;
}

const arms = (): Arms => ({ updatedN: 0, updatedK: 0, peersN: 0, peersK: 0 });
const groupMap = () => new Map<number, Arms>();
const tally = (): Tally => ({ attempts: 0, failures: 0 });
