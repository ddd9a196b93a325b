import type { TransactionRecord } from './records.ts';
import { SLOT_MS, type Happened, type SalesMaker } from './sales.ts';

/**
 * All transactions in [fromMs, toMs) in order of time. Windows join: two that touch give together exactly what one over
 * both gives, which is what lets the live mode go on where history ended.
 */
export function* transactionsBetween(sales: SlotSource, fromMs: number, toMs: number): Generator<TransactionRecord> {
	const firstSlot = Math.floor(fromMs / SLOT_MS);
	const lastSlot = Math.ceil(toMs / SLOT_MS) - 1;
	// What began in the slot before may still have retries and reversals in this window.
	let late = sales.slot(firstSlot - 1);
	for (let slot = firstSlot; slot <= lastSlot; slot++) {
		const made = sales.slot(slot);
		const slotEndMs = (slot + 1) * SLOT_MS;
		for (const { ms, record } of merge(late.filter(isFrom(slot * SLOT_MS)), made)) {
			if (ms >= slotEndMs || ms >= toMs) break;
			if (ms >= fromMs) yield record;
		}
		late = made;
	}
}

type SlotSource = Pick<SalesMaker, 'slot'>;

/** Remembers the slots made last: a live mode asks for the same slot every few seconds. */
export function rememberSlots(sales: SlotSource, count = 3): SlotSource {
	const remembered = new Map<number, Happened[]>();
	return {
		slot(slotNumber) {
			const known = remembered.get(slotNumber);
			if (known) return known;
			const made = sales.slot(slotNumber);
			remembered.set(slotNumber, made);
			const [oldest] = remembered.keys();
			if (remembered.size > count && oldest !== undefined) remembered.delete(oldest);
			return made;
		}
	};
}

function isFrom(startMs: number): (happened: Happened) => boolean {
	return ({ ms }) => ms >= startMs;
}

/** Merges two lists that are in order of time. */
function merge(few: readonly Happened[], many: readonly Happened[]): readonly Happened[] {
	return few.length === 0 ? many : [...few, ...many].sort((a, b) => a.ms - b.ms);
}
