// The numbers of identifiers, remembered: a batch asks the database only for what this process has not met before.
import type { Sql } from '#api/platform/db/client.ts';
import {
	codesOfAcquirers,
	findMerchantNumbers,
	findTerminalAcquirers,
	findTerminals,
	numberDimension,
	numberPairs,
	periodsOf,
	takeMerchants,
	takeTerminals,
	type DimensionTable,
	type Pair,
	type PairTable,
	type PeriodRow,
	type TerminalRow
} from './identifiers.repo.ts';

/** Told to every process when merchants, terminals or their periods change. */
export const REGISTRY_CHANNEL = 'registry_changed';

/** About 150 MB at the most; beyond it the memory starts anew. */
const REMEMBERED_MAX = 500_000;

export type KnownMerchant = { merchantId: number; regionId: number };
export type KnownTerminal = { terminalId: number; merchantId: number | null; periods: readonly PeriodRow[] };

export type Seen = { terminalId: string; merchantId: string; acquirerId: string };

export type SeenMerchant = Pick<Seen, 'merchantId' | 'acquirerId'>;

type Places = { merchants: Map<string, KnownMerchant>; terminals: Map<string, KnownTerminal> };
export type KnownPlaces = {
	merchants: ReadonlyMap<string, KnownMerchant>;
	terminals: ReadonlyMap<string, KnownTerminal>;
};

const PAIR_SEPARATOR = '\0';
export const pairKey = (first: string, second: string) => first + PAIR_SEPARATOR + second;

export class Identifiers {
	readonly #sql: Sql;
	readonly #dimensions = new Map<DimensionTable, Map<string, number>>();
	readonly #pairs = new Map<PairTable, Map<string, number>>();
	/** Replaced as a whole when forgotten, never emptied: a batch under way keeps the ones it began with. */
	#places: Places = { merchants: new Map(), terminals: new Map() };

	constructor(sql: Sql) {
		this.#sql = sql;
	}

	/** Numbers of one dimension; the empty text is 0 = not known. A value beyond the dimension's limit has no number. */
	async dimension(table: DimensionTable, codes: Iterable<string | null>): Promise<ReadonlyMap<string, number>> {
		const known = getOrMake(this.#dimensions, table);
		const missing = new Set<string>();
		for (const code of codes) if (code !== null && code !== '' && !known.has(code)) missing.add(code);
		if (missing.size > 0) {
			for (const row of await numberDimension(this.#sql, table, [...missing])) known.set(row.code, row.id);
		}
		return known;
	}

	/** The codes of these acquirers. */
	async acquirerCodes(acquirerIds: readonly number[]): Promise<ReadonlySet<string>> {
		return new Set(await codesOfAcquirers(this.#sql, acquirerIds));
	}

	/** Numbers of pairs such as (profile, code) by pairKey. */
	async pairs(table: PairTable, pairs: Iterable<Pair>): Promise<ReadonlyMap<string, number>> {
		const known = getOrMake(this.#pairs, table);
		const missing = new Map<string, Pair>();
		for (const pair of pairs) {
			const key = pairKey(pair[0], pair[1]);
			if (!known.has(key)) missing.set(key, pair);
		}
		if (missing.size > 0) {
			for (const row of await numberPairs(this.#sql, table, [...missing.values()])) {
				known.set(pairKey(row.first, row.second), row.id);
			}
		}
		return known;
	}

	/** Every merchant and terminal of these records; those never met are taken as unregistered. */
	async takePlaces(seen: readonly Seen[], acquirers: ReadonlyMap<string, number>, now: Date): Promise<KnownPlaces> {
		if (this.#places.terminals.size + this.#places.merchants.size > REMEMBERED_MAX) this.forgetPlaces();
		const places = this.#places;
		await this.#takeMerchants(places, seen, acquirers, now);
		await this.#takeTerminals(places, seen, acquirers, now);
		return places;
	}

	async takeMerchants(
		seen: readonly SeenMerchant[],
		acquirers: ReadonlyMap<string, number>,
		now: Date
	): Promise<KnownPlaces['merchants']> {
		const places = this.#places;
		await this.#takeMerchants(places, seen, acquirers, now);
		return places.merchants;
	}

	async #takeMerchants(
		places: Places,
		seen: readonly SeenMerchant[],
		acquirers: ReadonlyMap<string, number>,
		now: Date
	): Promise<void> {
		const missing = new Map<string, number>();
		for (const each of seen) {
			if (!places.merchants.has(each.merchantId)) missing.set(each.merchantId, acquirers.get(each.acquirerId)!);
		}
		if (missing.size === 0) return;
		for (const row of await takeMerchants(this.#sql, [...missing.keys()], [...missing.values()], now)) {
			places.merchants.set(row.merchant_code, { merchantId: row.merchant_id, regionId: row.region_id });
		}
	}

	/** Numbers of the merchants that exist. */
	async merchantsByCode(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
		return findMerchantNumbers(this.#sql, codes);
	}

	/** Acquirers of the terminals that exist. */
	async acquirersOfTerminals(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
		return findTerminalAcquirers(this.#sql, codes);
	}

	/** Terminals that exist, with what they were; nothing is taken as new. */
	async terminalsByCode(codes: readonly string[]): Promise<KnownPlaces['terminals']> {
		const places = this.#places;
		const missing = [...new Set(codes)].filter((code) => !places.terminals.has(code));
		if (missing.length > 0) await this.#remember(places, await findTerminals(this.#sql, missing));
		return places.terminals;
	}

	async #takeTerminals(
		places: Places,
		seen: readonly Seen[],
		acquirers: ReadonlyMap<string, number>,
		now: Date
	): Promise<void> {
		const missing = new Map<string, Seen>();
		for (const each of seen) if (!places.terminals.has(each.terminalId)) missing.set(each.terminalId, each);
		if (missing.size === 0) return;
		const list = [...missing.values()];
		const rows = await takeTerminals(
			this.#sql,
			list.map((each) => each.terminalId),
			list.map((each) => acquirers.get(each.acquirerId)!),
			list.map((each) => places.merchants.get(each.merchantId)?.merchantId ?? null),
			now
		);
		await this.#remember(places, rows);
	}

	async #remember(places: Places, rows: readonly TerminalRow[]): Promise<void> {
		const periods = await periodsOf(
			this.#sql,
			rows.map((row) => row.terminal_id)
		);
		const periodsByTerminal = Map.groupBy(periods, (period) => period.terminal_id);
		for (const row of rows) {
			places.terminals.set(row.terminal_code, {
				terminalId: row.terminal_id,
				merchantId: row.merchant_id,
				periods: periodsByTerminal.get(row.terminal_id) ?? []
			});
		}
	}

	/** Numbers never change, but regions and periods do: they are read again after a change. */
	forgetPlaces(): void {
		this.#places = { merchants: new Map(), terminals: new Map() };
	}
}

function getOrMake<K>(maps: Map<K, Map<string, number>>, key: K): Map<string, number> {
	let map = maps.get(key);
	if (!map) maps.set(key, (map = new Map()));
	return map;
}

/** What the terminal was at that instant; null before its first known period and for unregistered ones. */
export function periodAt(periods: readonly PeriodRow[], atMs: number): PeriodRow | null {
	for (let index = periods.length - 1; index >= 0; index--) {
		if (periods[index]!.valid_from_ms <= atMs) return periods[index]!;
	}
	return null;
}
