// What merchants are charged or terminals configured that was not agreed. No sale fails by these: they cost, quietly.
import type { FeeTerms } from '#lib/domain/fees.ts';
import type { Product } from '#lib/domain/transactions.ts';
import { append, FaultPlanner } from './fault-planner.ts';
import type { FaultKind } from './planned-faults.ts';
import type { DemoMerchant, DemoTerminal } from './population.ts';

const DEAR_TICKET_MINOR = 50_000;
const SMALL_TICKET_MINOR_MAX = 3_000;
const SMALL_MINIMUM_MINOR = 10;
export const UNREPAIRED = Number.POSITIVE_INFINITY;

/** A standard-class merchant of the acquirer; the others pay rates that leave little room to raise. */
function isStandardAt(acquirerId: string): (merchant: DemoMerchant) => boolean {
	return (merchant) => merchant.acquirerId === acquirerId && merchant.trade.feeClass === 'standard';
}

/** Where sales above 4000 yuan are usual: a cap that is forgotten elsewhere is never missed. */
function isDearAt(acquirerId: string): (merchant: DemoMerchant) => boolean {
	const isStandard = isStandardAt(acquirerId);
	return (merchant) => isStandard(merchant) && merchant.trade.ticketMedianMinor >= DEAR_TICKET_MINOR;
}

function isSmallTicket({ trade }: DemoMerchant): boolean {
	return trade.feeClass === 'standard' && trade.ticketMedianMinor <= SMALL_TICKET_MINOR_MAX;
}

export function planFeeFaults(planner: FaultPlanner): void {
	planCharged(planner, 'silent_raise', isStandardAt('DEMO-SOUTH'), 10, 'credit', 14, (agreed) => ({
		...agreed,
		ratePpm: agreed.ratePpm + 300
	}));
	planCharged(planner, 'cap_not_applied', isDearAt('DEMO-EAST'), 8, 'debit', 20, (agreed) => ({
		...agreed,
		capMinor: null
	}));
	planCharged(planner, 'fixed_fee_added', isStandardAt('DEMO-NORTH'), 6, 'credit', 18, (agreed) => ({
		...agreed,
		fixedMinor: 200
	}));
	planConfiguredFees(planner);
	planMccHops(planner);
}

/** What costs a fen or a few at a time, and is found only because every sale is computed again. */
export function planSmallFeeFaults(planner: FaultPlanner): void {
	planCharged(planner, 'minimum_fee_applied', isSmallTicket, 6, 'qr', 17, (agreed) => ({
		...agreed,
		minMinor: SMALL_MINIMUM_MINOR
	}));
	planCharged(planner, 'rounding', isStandardAt('DEMO-NORTH'), 6, 'debit', 19, (agreed) => ({
		...agreed,
		rounding: 'half_up'
	}));
}

const CHARGED_STORIES: Partial<Record<FaultKind, string>> = {
	silent_raise: 'The acquirer raised the credit rate by 0.03 % without telling anyone.',
	cap_not_applied: 'Debit sales over 4000 yuan are charged in full; the agreed cap is forgotten.',
	fixed_fee_added: 'Every credit sale costs two yuan more: settlement within seconds that nobody ordered.',
	minimum_fee_applied: 'Small QR sales cost at least ten fen, which nobody agreed on.',
	rounding: 'Fees of debit sales are rounded up from half a fen where the agreement cuts fractions off.'
};

function planCharged(
	planner: FaultPlanner,
	kind: FaultKind,
	suits: (merchant: DemoMerchant) => boolean,
	count: number,
	product: Product,
	daysBefore: number,
	change: (agreed: FeeTerms) => FeeTerms
): void {
	const fromMs = planner.at(daysBefore, '00:00');
	const merchants = takeMerchants(planner, suits, count);
	for (const merchant of merchants) append(planner.chargedFees, merchant.index, { fromMs, product, change });
	planner.record(
		{
			kind,
			cause: null,
			product,
			dimension: 'merchant',
			values: merchants.map((merchant) => merchant.merchantId),
			description: CHARGED_STORIES[kind] ?? kind
		},
		{ startsAtMs: fromMs, endsAtMs: UNREPAIRED },
		terminalsOf(planner, merchants)
	);
}

/** The template of another price list was loaded into a batch: receipts and reports show 0.68 %, charges do not. */
function planConfiguredFees(planner: FaultPlanner): void {
	const fromMs = planner.at(16, '02:00');
	const suits = isStandardAt('DEMO-WEST');
	const terminals = planner.sampleTerminals(0.08, ({ merchant }) => suits(merchant));
	const change = (agreed: FeeTerms): FeeTerms => ({ ...agreed, ratePpm: 6800 });
	for (const terminal of terminals)
		append(planner.configuredFees, terminal.index, { fromMs, product: 'credit', change });
	planner.record(
		{
			kind: 'configured_differs',
			cause: null,
			product: 'credit',
			dimension: 'terminal',
			values: terminals.map((terminal) => terminal.terminalId),
			description: 'The wrong fee template was loaded; the terminals believe in 0.68 %, the agreement says less.'
		},
		{ startsAtMs: fromMs, endsAtMs: UNREPAIRED },
		terminals
	);
}

/** The acquirer submits sales of standard merchants under a cheaper category and keeps the difference. */
function planMccHops(planner: FaultPlanner): void {
	const fromMs = planner.at(22, '00:00');
	const merchants = takeMerchants(planner, isStandardAt('DEMO-NORTH'), 5);
	for (const { index } of merchants) planner.mccHops.set(index, { fromMs, share: 0.3, mcc: '5411' });
	planner.record(
		{
			kind: 'mcc_hop',
			cause: null,
			product: 'credit',
			dimension: 'merchant',
			values: merchants.map((merchant) => merchant.merchantId),
			description: 'Three sales in ten are submitted as a supermarket’s, which costs the acquirer less.'
		},
		{ startsAtMs: fromMs, endsAtMs: UNREPAIRED },
		terminalsOf(planner, merchants)
	);
}

/** Merchants whose fees are right so far: one story a merchant. */
export function takeMerchants(
	planner: FaultPlanner,
	suits: (merchant: DemoMerchant) => boolean,
	count: number
): DemoMerchant[] {
	const free = (merchant: DemoMerchant) =>
		suits(merchant) &&
		![planner.chargedFees, planner.mccHops, planner.agreedFees].some((each) => each.has(merchant.index));
	const suitable = planner.population.merchants.filter(free);
	const chosen = new Set<DemoMerchant>();
	while (chosen.size < Math.min(count, suitable.length)) chosen.add(planner.random.pick(suitable));
	return [...chosen];
}

export function terminalsOf(planner: FaultPlanner, merchants: readonly DemoMerchant[]): DemoTerminal[] {
	return planner.population.terminals.filter((terminal) => merchants.includes(terminal.merchant));
}
