// Partitions are made ahead for the days to come and on the spot for whatever dates arrive.
import type { Sql } from '#api/platform/db/client.ts';

export const DAY_MS = 86_400_000;
/** Partitions kept ready ahead of time, so that midnight brings no table locks. */
const DAYS_AHEAD = 7;

/**
 * fillfactor leaves room so that a roll-up row grows in its page. An hour or a business day of the fleet may begin on the day before
 * in UTC, and a business day of the fleet may end on the day after: `daysAround` are those that a fact of one day may reach into.
 */
const TABLES = [
	{ table: 'txn', finest: 'day', storage: 'fillfactor = 100', daysAround: [0] },
	{ table: 'terminal_hour', finest: 'day', storage: 'fillfactor = 70', daysAround: [-1, 0] },
	{ table: 'terminal_day', finest: 'month', storage: 'fillfactor = 90', daysAround: [-1, 0, 1] }
] as const;

export class Partitions {
	readonly #sql: Sql;
	readonly #factDaysReady = new Set<number>();
	/** `table day` -> made by us or found. */
	readonly #ready = new Set<string>();

	#factPartitions: number | null = null;

	constructor(sql: Sql) {
		this.#sql = sql;
	}

	/** How many partitions facts have; those that other processes made since may be missing. */
	async countOfFacts(): Promise<number> {
		if (this.#factPartitions === null) {
			const [row] = await this.#sql<
				{ n: number }[]
			>`select count(*)::int as n from partition_span where parent = 'txn'`;
			this.#factPartitions = row?.n ?? 0;
		}
		return this.#factPartitions;
	}

	/** Makes sure that facts of these instants have a place, and so do their roll-ups. */
	async ensure(instantsMs: Iterable<number>, now: Date): Promise<void> {
		const missing = new Set<number>();
		for (const instant of instantsMs) {
			const day = Math.floor(instant / DAY_MS);
			if (!this.#factDaysReady.has(day)) missing.add(day);
		}
		for (const day of [...missing].sort((a, b) => a - b)) {
			for (const { table, finest, storage, daysAround } of TABLES) {
				for (const around of daysAround) await this.#ensureDay(table, day + around, now, finest, storage);
			}
			this.#factDaysReady.add(day);
			this.#factPartitions = null;
		}
	}

	async #ensureDay(table: string, day: number, now: Date, finest: string, storage: string): Promise<void> {
		const key = `${table} ${day}`;
		if (this.#ready.has(key)) return;
		await this.#sql`select ensure_partition(${table}, ${new Date(day * DAY_MS)}, ${now}, ${finest}, ${storage})`;
		this.#ready.add(key);
	}

	async ensureAhead(now: Date): Promise<void> {
		const today = Math.floor(now.getTime() / DAY_MS);
		await this.ensure(
			// A business day of the fleet may have begun yesterday in UTC.
			Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => (today - 1 + index) * DAY_MS),
			now
		);
	}
}
