// From valid records to stored facts: numbers for identifiers, what the terminal was at that time, cause and scope, then one statement.
import type { Classifier } from '#lib/domain/response-codes.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { TransactionRecord } from '../records/transaction.ts';
import { BusinessDays } from './business-days.ts';
import type { TxnRow } from './column-encoder.ts';
import { findNumbers, findPairs } from './identifiers.repo.ts';
import { pairKey, type Identifiers } from './identifiers.ts';
import type { Partitions } from './partitions.ts';
import { codePair, toRow, toRows, type Numbers } from './transaction-rows.ts';
import { compareTransactions, storeTransactions, type StoreResult } from './transactions.repo.ts';
import type { RollUpTable } from './transactions.statement.ts';

/** A day gets its fold an hour after it ended (rollups job); until half an hour before that, its rows count as live. */
export const LATE_AFTER_MS = 30 * 60_000;

export type TransactionStoreParts = {
	sql: Sql;
	identifiers: Identifiers;
	partitions: Partitions;
	classifier: () => Promise<Classifier>;
	timeZone: string;
	rollUps?: readonly RollUpTable[] | undefined;
};

/** A StoreResult, and the places (1-based) of records whose acquirer, issuer or code would be one kind too many to number. */
export type StoreOutcome = StoreResult & { refused: number[] };

const NOTHING_STORED: StoreOutcome = { stored: 0, repeated: 0, conflicts: [], refused: [] };

export class TransactionStore {
	readonly #parts: TransactionStoreParts;
	readonly #days: BusinessDays;

	constructor(parts: TransactionStoreParts) {
		this.#parts = parts;
		this.#days = new BusinessDays(parts.timeZone);
	}

	/** Stores the records, whose ids differ from one another. Durable when it returns. */
	async store(all: readonly TransactionRecord[], now: Date): Promise<StoreOutcome> {
		if (all.length === 0) return NOTHING_STORED;
		const { sql, identifiers, partitions, timeZone, rollUps } = this.#parts;
		const numbers = await this.#number(all);
		const { records, ordinals, refused } = numbered(all, numbers);
		if (records.length === 0) return { ...NOTHING_STORED, refused };
		const places = await identifiers.takePlaces(records, numbers.acquirers, now);
		const classify = await this.#parts.classifier();
		const { rows, unmappedCodeIds } = toRows(records, numbers, places, classify);
		await partitions.ensure(
			records.map((record) => record.occurredAtMs),
			now
		);
		const result = await storeTransactions(sql, rows, {
			timeZone,
			unmappedCodeIds,
			lateDays: this.#lateDays(records, now),
			partitions: await partitions.countOfFacts(),
			rollUps
		});
		return { ...result, conflicts: result.conflicts.map((place) => ordinals[place - 1]!), refused };
	}

	/** What `store` would answer; stores nothing and gives no numbers out. */
	async compare(records: readonly TransactionRecord[]): Promise<StoreOutcome> {
		if (records.length === 0) return NOTHING_STORED;
		const known = await this.#knownOnly(records);
		if (known.places.length === 0) return { ...NOTHING_STORED, stored: records.length };
		const partitions = await this.#parts.partitions.countOfFacts();
		const found = await compareTransactions(this.#parts.sql, known.rows, partitions);
		const isNew = records.length - known.rows.length + found.unknown.length;
		return {
			stored: isNew,
			repeated: records.length - isNew - found.conflicts.length,
			conflicts: found.conflicts.map((place) => known.places[place - 1]!),
			refused: []
		};
	}

	async #number(records: readonly TransactionRecord[]): Promise<Numbers> {
		const { identifiers } = this.#parts;
		return {
			acquirers: await identifiers.dimension(
				'acquirer',
				records.map((record) => record.acquirerId)
			),
			issuers: await identifiers.dimension(
				'issuer',
				records.map((record) => record.issuer)
			),
			codes: await identifiers.pairs('response_code', records.map(codePair))
		};
	}

	#lateDays(records: readonly TransactionRecord[], now: Date): string[] {
		const today = this.#days.dayOf(now.getTime() - LATE_AFTER_MS);
		const days = new Set<string>();
		for (const { occurredAtMs } of records) days.add(this.#days.dayOf(occurredAtMs));
		return [...days].filter((day) => day < today).sort();
	}

	/** A record whose terminal, merchant, acquirer or code was never met cannot be known: only the others are worth a look. */
	async #knownOnly(records: readonly TransactionRecord[]) {
		const { sql } = this.#parts;
		const known = await findNumbers(sql, {
			acquirers: distinct(records.map((record) => record.acquirerId)),
			issuers: distinct(records.map((record) => record.issuer ?? '')),
			merchants: distinct(records.map((record) => record.merchantId)),
			terminals: distinct(records.map((record) => record.terminalId))
		});
		const codes = new Map<string, number>();
		for (const row of await findPairs(sql, 'response_code', records.map(codePair))) {
			codes.set(pairKey(row.first, row.second), row.id);
		}
		const rows: TxnRow[] = [];
		const places: number[] = [];
		records.forEach((record, index) => {
			const acquirerId = known.acquirers.get(record.acquirerId);
			if (acquirerId === undefined) return;
			const row = toRow(
				record,
				{ terminalId: known.terminals.get(record.terminalId) ?? -1, merchantId: null, periods: [] },
				{ merchantId: known.merchants.get(record.merchantId) ?? -1, regionId: 0 }
			);
			row.acquirer_id = acquirerId;
			row.issuer_id = record.issuer === null ? 0 : (known.issuers.get(record.issuer) ?? -1);
			row.code_id = codes.get(pairKey(...codePair(record))) ?? -1;
			rows.push(row);
			places.push(index + 1);
		});
		return { rows, places };
	}
}

function numbered(all: readonly TransactionRecord[], numbers: Numbers) {
	const records: TransactionRecord[] = [];
	const ordinals: number[] = [];
	const refused: number[] = [];
	all.forEach((record, index) => {
		const hasNumbers =
			numbers.acquirers.has(record.acquirerId) &&
			(record.issuer === null || numbers.issuers.has(record.issuer)) &&
			numbers.codes.has(pairKey(...codePair(record)));
		if (!hasNumbers) {
			refused.push(index + 1);
			return;
		}
		records.push(record);
		ordinals.push(index + 1);
	});
	return { records, ordinals, refused };
}

const distinct = (codes: readonly string[]) => [...new Set(codes)];
