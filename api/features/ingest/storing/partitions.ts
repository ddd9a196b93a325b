// Partitions are made ahead for the days to come and on the spot for whatever dates arrive.
import type { Sql } from '#api/platform/db/client.ts';

export const DAY_MS = 86_400_000;
/** Partitions kept ready ahead of time, so that midnight brings no table locks. */
const DAYS_AHEAD = 7;

/** By day for facts and hours; fillfactor leaves room so that a roll-up row grows in its page. */
const BY_DAY = [
	{ table: 'txn', storage: 'fillfactor = 100' },
	{ table: 'terminal_hour', storage: 'fillfactor = 70' }
] as const;
const BY_MONTH = { table: 'terminal_day', storage: 'fillfactor = 90' } as const;

export class Partitions {
	readonly #sql: Sql;
	readonly #daysReady = new Set<number>();

	constructor(sql: Sql) {
		this.#sql = sql;
	}

	/** Makes sure that facts of these instants have a place. */
	async ensure(instantsMs: Iterable<number>, now: Date): Promise<void> {
		const missing = new Set<number>();
		for (const instant of instantsMs) {
			const day = Math.floor(instant / DAY_MS);
			if (!this.#daysReady.has(day)) missing.add(day);
		}
		for (const day of [...missing].sort((a, b) => a - b)) {
			const at = new Date(day * DAY_MS);
			for (const { table, storage } of BY_DAY) {
				await this.#sql`select ensure_partition(${table}, ${at}, ${now}, 'day', ${storage})`;
			}
			await this.#sql`select ensure_partition(${BY_MONTH.table}, ${at}, ${now}, 'month', ${BY_MONTH.storage})`;
			this.#daysReady.add(day);
		}
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
