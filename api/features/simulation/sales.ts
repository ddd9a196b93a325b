import { feeOf } from '#lib/domain/fees.ts';
import { PRODUCTS, type EntryMode, type Product, type TransactionType } from '#lib/domain/transactions.ts';
import { PriceList } from './agreed-fees.ts';
import { answerFor, type Answer } from './answers.ts';
import { MS_PER_DAY, MS_PER_HOUR, localDayOf, timeOfLocalDay, type LocalDay } from './demo-calendar.ts';
import { activeTargets, type FaultTargets } from './fault-effects.ts';
import type { FaultPlan, MccHop } from './planned-faults.ts';
import type { DemoCard, DemoMerchant, DemoTerminal, Population } from './population.ts';
import { Random, WeightedChoice } from './random.ts';
import type { TransactionRecord } from './records.ts';
import type { Trade } from './trades.ts';

/** Sales are made slot by slot, each slot from its own random stream, so that any slot can be made without the others. */
export const SLOT_MS = 15 * 60_000;

/** The longest time after a sale at which its retry or reversal follows; less than a slot. */
const FOLLOW_UP_MS_MAX = 5 * 60_000;

const SLOTS_PER_DAY = MS_PER_DAY / SLOT_MS;
const STREAM_SALES = 5;
const STREAM_DAY = 6;

/** A transaction that has happened, before it is written in the wire format. */
export interface Happened {
	readonly ms: number;
	readonly record: TransactionRecord;
}

const ENTRY_MODES_OF: Record<Product, WeightedChoice<EntryMode>> = {
	credit: new WeightedChoice<EntryMode>([
		['contactless', 58],
		['chip', 36],
		['swipe', 5],
		['manual', 1]
	]),
	debit: new WeightedChoice<EntryMode>([
		['contactless', 55],
		['chip', 40],
		['swipe', 5]
	]),
	prepaid: new WeightedChoice<EntryMode>([
		['contactless', 80],
		['swipe', 20]
	]),
	foreign: new WeightedChoice<EntryMode>([
		['chip', 58],
		['contactless', 36],
		['swipe', 6]
	]),
	qr: new WeightedChoice<EntryMode>([['qr', 1]])
};

/** Half of the sales that failed for technical reasons are tried again at once, fewer when the bank said no. */
const RETRY_SHARE = { technical: 0.52, business: 0.3 } as const;
const RETRIES_MAX = 2;

/** Where no answer came, most terminals take the sale back, so that nobody is debited for nothing. */
const REVERSAL_SHARE = 0.75;
const REVERSAL_DELAY_MS = 62_000;

const VOID_SHARE = 0.003;
const BALANCE_INQUIRY_SHARE = 0.004;
const SERVICE_FEE_SHARE = 0.0004;
const SERVICE_FEE_MINOR = 3600;
const REGULAR_CUSTOMER_SHARE = 0.35;
const REGULAR_CUSTOMERS = 25;
const AMOUNT_MINOR_MAX = 20_000_000;

/** Makes the sales of a fleet. */
export class SalesMaker {
	private readonly seed: number;
	private readonly population: Population;
	private readonly plan: FaultPlan;
	private readonly prices: readonly PriceList[];
	private readonly productChoices = new Map<Trade, WeightedChoice<number>>();
	private readonly dayFactors = new Map<number, ReadonlyMap<Trade, number>>();

	constructor(seed: number, population: Population, plan: FaultPlan) {
		this.seed = seed;
		this.population = population;
		this.plan = plan;
		this.prices = population.merchants.map(
			(merchant) => new PriceList(merchant, plan.agreedFees.get(merchant.index), plan.chargedFees.get(merchant.index))
		);
		for (const { trade } of population.merchants) {
			if (this.productChoices.has(trade)) continue;
			this.productChoices.set(trade, new WeightedChoice(trade.products.map((share, index) => [index, share] as const)));
		}
	}

	/**
	 * Everything whose sale began in a slot, in order of time. Retries and reversals may lie up to a few minutes after the
	 * slot's end; the caller holds them back until the next slot is made.
	 */
	slot(slotNumber: number): Happened[] {
		const startMs = slotNumber * SLOT_MS;
		const random = new Random(this.seed, STREAM_SALES, slotNumber);
		const context: SlotContext = {
			slotNumber,
			startMs,
			hour: timeOfLocalDay(startMs) / MS_PER_HOUR,
			active: activeTargets(this.plan.targets, startMs, startMs + SLOT_MS + FOLLOW_UP_MS_MAX),
			factors: this.factorsOf(localDayOf(startMs)),
			random,
			happened: []
		};
		for (const terminal of this.population.terminals) this.sellAt(terminal, context);
		return context.happened.sort((a, b) => a.ms - b.ms);
	}

	private sellAt(terminal: DemoTerminal, context: SlotContext): void {
		const { merchant } = terminal;
		const { hour, random, startMs } = context;
		if (hour < merchant.opensAtHour || hour >= merchant.closesAtHour) return;
		const busy = (merchant.trade.hours[Math.floor(hour)] ?? 0) / merchant.openWeight;
		const factor = context.factors.get(merchant.trade) ?? 1;
		const expected = (terminal.salesPerDay * busy * factor * 24) / SLOTS_PER_DAY;
		const sales = random.poisson(expected * salesFactorOf(terminal, context));
		for (let nth = 0; nth < sales; nth++) {
			const ms = startMs + random.below(SLOT_MS);
			this.sell(terminal, ms, `${context.slotNumber.toString(36)}-${nth}`, context);
		}
	}

	private sell(terminal: DemoTerminal, ms: number, key: string, context: SlotContext): void {
		const { random } = context;
		const { trade } = terminal.merchant;
		const productIndex = (this.productChoices.get(trade) as WeightedChoice<number>).pick(random);
		const product = PRODUCTS[productIndex] as Product;
		const type = typeOf(trade, product, random);
		const sale: Sale = {
			terminal,
			type,
			productIndex,
			entryMode: ENTRY_MODES_OF[product].pick(random),
			amountMinor: amountOf(type, trade, random)
		};
		let card = this.cardAt(terminal.merchant, productIndex, random);
		let attemptMs = ms;
		for (let attempt = 0; attempt <= RETRIES_MAX; attempt++) {
			const answer = answerFor(
				{ ms: attemptMs, terminal, card, entryMode: sale.entryMode, type },
				context.active,
				random
			);
			const id = `${terminal.terminalId}-${key}${attempt === 0 ? '' : `r${attempt}`}`;
			context.happened.push({ ms: attemptMs, record: this.write(sale, card, attemptMs, id, answer, random) });
			if (answer.code === null && random.chance(REVERSAL_SHARE)) this.reverse(sale, card, attemptMs, id, context);
			if (answer.kind === 'approved' || !random.chance(RETRY_SHARE[answer.kind])) return;
			// Without money on this card, people take another one out.
			if (answer.code === '51' || answer.code === 'NOTENOUGH')
				card = this.cardAt(terminal.merchant, productIndex, random);
			attemptMs += answer.latencyMs + 15_000 + random.below(60_000);
			if (attemptMs - context.startMs >= SLOT_MS + FOLLOW_UP_MS_MAX || isClosedAt(terminal.merchant, attemptMs)) return;
		}
	}

	private reverse(sale: Sale, card: DemoCard, ms: number, id: string, context: SlotContext): void {
		const reversedMs = ms + REVERSAL_DELAY_MS;
		const answer: Answer = { profile: 'cup', code: '00', kind: 'approved', latencyMs: 900 + context.random.below(900) };
		const record = this.write({ ...sale, type: 'reversal' }, card, reversedMs, `${id}v`, answer, context.random);
		record.reversalReason = context.random.chance(0.7) ? '4021' : '4006';
		context.happened.push({ ms: reversedMs, record });
	}

	private write(
		{ terminal, type, productIndex, entryMode, amountMinor }: Sale,
		card: DemoCard,
		ms: number,
		id: string,
		answer: Answer,
		random: Random
	): TransactionRecord {
		const { merchant } = terminal;
		const isCharged = answer.kind === 'approved' && (type === 'sale' || type === 'preauth_completion');
		const terms = isCharged ? (this.prices[merchant.index] as PriceList).termsAt(productIndex, ms) : null;
		return {
			id,
			terminalId: terminal.terminalId,
			merchantId: merchant.merchantId,
			acquirerId: merchant.acquirerId,
			occurredAt: new Date(ms).toISOString(),
			type,
			product: card.product,
			codeProfile: answer.profile,
			responseCode: answer.code,
			amountMinor,
			currency: 'CNY',
			issuer: card.issuer.code,
			entryMode,
			latencyMs: answer.latencyMs,
			feeMinor: terms && feeOf(amountMinor, terms),
			mcc: submittedMcc(merchant, card.product, ms, this.plan.mccHops.get(merchant.index), random),
			cardToken: card.token
		};
	}

	/** A regular customer of the shop, or anybody. */
	private cardAt(merchant: DemoMerchant, productIndex: number, random: Random): DemoCard {
		const cards = this.population.cards[productIndex] as readonly DemoCard[];
		const isRegular = random.chance(REGULAR_CUSTOMER_SHARE);
		const index = isRegular
			? (merchant.index * REGULAR_CUSTOMERS + random.below(REGULAR_CUSTOMERS)) % cards.length
			: random.below(cards.length);
		return cards[index] as DemoCard;
	}

	/** How busy a day is for each trade: weekday, month, holidays, and the day's own luck. */
	private factorsOf(day: LocalDay): ReadonlyMap<Trade, number> {
		const known = this.dayFactors.get(day.epochDay);
		if (known) return known;
		const random = new Random(this.seed, STREAM_DAY, day.epochDay);
		const factors = new Map<Trade, number>();
		for (const trade of this.productChoices.keys()) {
			const holiday = { new_year: trade.newYearFactor, golden_week: trade.goldenWeekFactor };
			const weekday = trade.weekdays[day.weekday] ?? 1;
			const month = trade.months[day.month - 1] ?? 1;
			factors.set(trade, weekday * month * (day.holiday ? holiday[day.holiday] : 1) * random.logNormal(1, 0.06));
		}
		// One day is made at a time; an older one is made again when asked for.
		this.dayFactors.clear();
		this.dayFactors.set(day.epochDay, factors);
		return factors;
	}
}

interface SlotContext {
	readonly slotNumber: number;
	readonly startMs: number;
	/** Local time of day in hours, with a fraction. */
	readonly hour: number;
	readonly active: FaultTargets;
	readonly factors: ReadonlyMap<Trade, number>;
	readonly random: Random;
	readonly happened: Happened[];
}

interface Sale {
	readonly terminal: DemoTerminal;
	readonly type: TransactionType;
	readonly productIndex: number;
	readonly entryMode: EntryMode;
	readonly amountMinor: number;
}

/** What is left of a terminal's trade in a slot; a fault that begins or ends within it counts for its part. */
function salesFactorOf(terminal: DemoTerminal, { active, startMs }: SlotContext): number {
	let factor = 1;
	for (const effect of active.byTerminal.get(terminal.index) ?? []) {
		if (effect.salesFactor === 1) continue;
		const overlapMs = Math.min(effect.endsAtMs, startMs + SLOT_MS) - Math.max(effect.startsAtMs, startMs);
		factor *= 1 - (1 - effect.salesFactor) * Math.max(0, overlapMs / SLOT_MS);
	}
	return factor;
}

function typeOf(trade: Trade, product: Product, random: Random): TransactionType {
	const drawn = random.unit();
	if (drawn < SERVICE_FEE_SHARE) return 'service_fee';
	if (drawn < SERVICE_FEE_SHARE + VOID_SHARE) return 'void';
	if (drawn < SERVICE_FEE_SHARE + VOID_SHARE + trade.refundShare) return 'refund';
	if (product === 'qr') return 'sale';
	if (drawn > 1 - BALANCE_INQUIRY_SHARE) return 'balance_inquiry';
	// Half of a hotel's pre-authorisations of a day are completed on it, for guests who leave.
	if (drawn > 1 - trade.preauthShare) return drawn > 1 - trade.preauthShare / 2 ? 'preauth' : 'preauth_completion';
	return 'sale';
}

function amountOf(type: TransactionType, trade: Trade, random: Random): number {
	if (type === 'balance_inquiry') return 0;
	if (type === 'service_fee') return SERVICE_FEE_MINOR;
	const drawn = Math.min(AMOUNT_MINOR_MAX, random.logNormal(trade.ticketMedianMinor, trade.ticketSigma));
	return Math.max(trade.ticketStepMinor, Math.round(drawn / trade.ticketStepMinor) * trade.ticketStepMinor);
}

function submittedMcc(
	merchant: DemoMerchant,
	product: Product,
	ms: number,
	hop: MccHop | undefined,
	random: Random
): string {
	const isHopping = hop !== undefined && product === 'credit' && ms >= hop.fromMs && random.chance(hop.share);
	return isHopping ? hop.mcc : merchant.trade.mcc;
}

function isClosedAt(merchant: DemoMerchant, ms: number): boolean {
	const hour = timeOfLocalDay(ms) / MS_PER_HOUR;
	return hour < merchant.opensAtHour || hour >= merchant.closesAtHour;
}
