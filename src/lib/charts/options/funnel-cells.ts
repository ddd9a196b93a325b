// What a funnel plot draws of 100,000 terminals: each one outside of the limits, and of the mass inside only its density.
import { funnelLimitsAround, funnelZoneAround, type FunnelZone } from '#lib/domain/funnel-limits.ts';
import { LEARNING_ATTEMPTS_MAX } from '#lib/domain/terminal-states.ts';

/** Columns of equal length, as the API sends them. `centre` is the rate of all of them together. */
export type FunnelPoints = {
	/** May be left out (null) of terminals inside the limits. */
	ids: readonly (string | null)[];
	attempts: readonly number[];
	failures: readonly number[];
	centre: number;
};

export type FunnelOutlier = {
	id: string;
	attempts: number;
	failures: number;
	rate: number;
	zone: Exclude<FunnelZone, 'inside'>;
};

/** Ends of a cell, in attempts and in rates, and how many terminals lie in it. */
export type DensityCell = { fromAttempts: number; toAttempts: number; fromRate: number; toRate: number; count: number };

export type Funnel = {
	outliers: FunnelOutlier[];
	cells: DensityCell[];
	attemptsMax: number;
	rateMax: number;
	/** Terminals with too few attempts to be judged; they are not drawn. */
	unjudged: number;
	inside: number;
};

export const FUNNEL_ATTEMPTS_MIN = LEARNING_ATTEMPTS_MAX + 1;

const CELLS_PER_DECADE = 24;
/** Of the square root of the rate, which spreads the low rates where nearly all terminals are. */
const CELLS_PER_UNIT = 120;

export function funnelOf({ ids, attempts, failures, centre }: FunnelPoints): Funnel {
	const zoneOf = funnelZoneAround(centre);
	const funnel: Funnel = {
		outliers: [],
		cells: [],
		attemptsMax: FUNNEL_ATTEMPTS_MIN * 10,
		rateMax: 0,
		unjudged: 0,
		inside: 0
	};
	const counts = new Map<number, number>();
	for (const [index, id] of ids.entries()) {
		const n = attempts[index] ?? 0;
		if (n < FUNNEL_ATTEMPTS_MIN) {
			funnel.unjudged++;
			continue;
		}
		const k = failures[index] ?? 0;
		const rate = k / n;
		funnel.attemptsMax = Math.max(funnel.attemptsMax, n);
		funnel.rateMax = Math.max(funnel.rateMax, rate);
		const zone = zoneOf(n, k);
		if (zone === 'inside') {
			funnel.inside++;
			const key = columnOf(n) * ROW_STRIDE + Math.floor(Math.sqrt(rate) * CELLS_PER_UNIT);
			counts.set(key, (counts.get(key) ?? 0) + 1);
		} else funnel.outliers.push({ id: id ?? '', attempts: n, failures: k, rate, zone });
	}
	funnel.cells = [...counts].map(([key, count]) => cellOf(key, count));
	return funnel;
}

const ROW_STRIDE = 1000;

function columnOf(attempts: number): number {
	return Math.floor(Math.log10(attempts) * CELLS_PER_DECADE);
}

function cellOf(key: number, count: number): DensityCell {
	const [column, row] = [Math.floor(key / ROW_STRIDE), key % ROW_STRIDE];
	return {
		fromAttempts: 10 ** (column / CELLS_PER_DECADE),
		toAttempts: 10 ** ((column + 1) / CELLS_PER_DECADE),
		fromRate: (row / CELLS_PER_UNIT) ** 2,
		toRate: Math.min(1, ((row + 1) / CELLS_PER_UNIT) ** 2),
		count
	};
}

export type LimitCourse = {
	attempts: number[];
	low95: number[];
	high95: number[];
	low998: number[];
	high998: number[];
};

const LIMIT_POINTS_PER_DECADE = 16;

/** The limits along the axis, close enough together that their curve looks like one. */
export function limitCourse(centre: number, attemptsMax: number): LimitCourse {
	const course: LimitCourse = { attempts: [], low95: [], high95: [], low998: [], high998: [] };
	const limitsOf = funnelLimitsAround(centre);
	const last = Math.ceil(Math.log10(attemptsMax / FUNNEL_ATTEMPTS_MIN) * LIMIT_POINTS_PER_DECADE);
	for (let step = 0; step <= last; step++) {
		const attempts = Math.round(FUNNEL_ATTEMPTS_MIN * 10 ** (step / LIMIT_POINTS_PER_DECADE));
		const limits = limitsOf(attempts);
		course.attempts.push(attempts);
		for (const key of ['low95', 'high95', 'low998', 'high998'] as const) course[key].push(limits[key]);
	}
	return course;
}
