import { PRODUCTS, type Connection, type Product } from '#lib/domain/transactions.ts';
import { DEVICE_MODELS, BAD_ROLLOUT, type DeviceModel } from './devices.ts';
import { issuersOf, type Issuer } from './issuers.ts';
import { ACQUIRER_IDS, CARRIERS, CITIES, STREETS, type City } from './places.ts';
import { Random, WeightedChoice } from './random.ts';
import { SHOP_NAMES, TRADES, type Trade } from './trades.ts';

/** Which random stream makes what; a number never changes meaning, or every seed would make another fleet. */
const STREAM = { merchants: 1, terminals: 2, cards: 3 } as const;

export interface DemoMerchant {
	readonly index: number;
	readonly merchantId: string;
	readonly name: string;
	readonly acquirerId: string;
	readonly trade: Trade;
	readonly city: City;
	readonly address: string;
	readonly lat: number;
	readonly lng: number;
	/** Hours since local midnight, in halves; 0 and 24 is open all day. */
	readonly opensAtHour: number;
	readonly closesAtHour: number;
	/** Sums the trade's busy hours within the opening hours, so that a shop with short hours sells no less. */
	readonly openWeight: number;
	/** How much more than the standard the merchant pays for credit, as small shops do; negotiated in steps of 0.01 %. */
	readonly negotiatedPpm: number;
}

export interface DemoTerminal {
	readonly index: number;
	readonly terminalId: string;
	readonly serial: string;
	readonly merchant: DemoMerchant;
	readonly model: DeviceModel;
	/** The version it has before any roll-out of the demo. */
	readonly firmware: string;
	readonly appVersion: string;
	readonly connection: Connection;
	readonly carrier: string | null;
	readonly iccid: string | null;
	/** Sales on an average day. */
	readonly salesPerDay: number;
	/** How often it fails on its own compared with the average terminal. */
	readonly faultiness: number;
	readonly isOffWhenClosed: boolean;
	/** Days before the start of the demo on which it was installed. */
	readonly ageDays: number;
}

export interface DemoCard {
	readonly token: string;
	readonly product: Product;
	readonly issuer: Issuer;
}

export interface Population {
	readonly merchants: readonly DemoMerchant[];
	readonly terminals: readonly DemoTerminal[];
	/** The cards people pay with, by product in the order of PRODUCTS. */
	readonly cards: readonly (readonly DemoCard[])[];
}

/** Everybody in the demo. Depends on the seed and the number of terminals alone, never on dates. */
export function createPopulation(seed: number, terminalCount: number): Population {
	const merchants: DemoMerchant[] = [];
	const terminals: DemoTerminal[] = [];
	const merchantRandom = new Random(seed, STREAM.merchants);
	const terminalRandom = new Random(seed, STREAM.terminals);
	const takenNames = new Set<string>();
	while (terminals.length < terminalCount) {
		const merchant = createMerchant(merchants.length, merchantRandom, takenNames);
		merchants.push(merchant);
		const wanted = 1 + Math.floor(merchantRandom.unit() ** 2 * merchant.trade.terminalsMax);
		const count = Math.min(wanted, terminalCount - terminals.length);
		for (let nth = 0; nth < count; nth++) {
			terminals.push(createTerminal(terminals.length, merchant, terminalRandom));
		}
	}
	return { merchants, terminals, cards: createCards(seed, terminalCount) };
}

const TRADE_CHOICE = new WeightedChoice(TRADES.map((trade) => [trade, trade.weight] as const));
const CITY_CHOICE = new WeightedChoice(CITIES.map((city) => [city, city.weight] as const));
const MODEL_CHOICE = new WeightedChoice(DEVICE_MODELS.map((model) => [model, model.weight] as const));
const CARRIER_CHOICE = new WeightedChoice(CARRIERS.map((carrier) => [carrier, carrier[1]] as const));

const PORTABLE_CONNECTIONS = new WeightedChoice<Connection>([
	['4g', 74],
	['5g', 10],
	['wifi', 16]
]);

const FIXED_CONNECTIONS = new WeightedChoice<Connection>([
	['ethernet', 55],
	['wifi', 30],
	['4g', 15]
]);

const HOME_ACQUIRER_SHARE = 0.8;
const NAME_ATTEMPTS_MAX = 40;

function createMerchant(index: number, random: Random, takenNames: Set<string>): DemoMerchant {
	const trade = TRADE_CHOICE.pick(random);
	const city = CITY_CHOICE.pick(random);
	const acquirerId = random.chance(HOME_ACQUIRER_SHARE) ? city.homeAcquirer : random.pick(ACQUIRER_IDS);
	const district = random.pick(city.districts);
	const street = random.pick(STREETS);
	const opensAtHour = random.pick(trade.opens);
	const closesAtHour = opensAtHour === 0 ? 24 : random.pick(trade.closes.filter((hour) => hour < 24));
	return {
		index,
		merchantId: `DEMO${city.areaCode}${trade.mcc}${(index + 1).toString(36).toUpperCase().padStart(4, '0')}`,
		name: createName(trade, district, street, random, takenNames),
		acquirerId,
		trade,
		city,
		address: `${city.name}市${district}区${street}${1 + random.below(480)}号`,
		lat: roundTo(city.lat + random.normal() * 0.05, 6),
		lng: roundTo(city.lng + random.normal() * 0.06, 6),
		opensAtHour,
		closesAtHour,
		openWeight: sumOfOpenHours(trade.hours, opensAtHour, closesAtHour),
		negotiatedPpm: 100 * random.pick([-5, -2, 0, 0, 0, 0, 0, 2, 3])
	};
}

/** A name no other shop of the demo has: with its street once the plain one is taken, then with a number. */
function createName(trade: Trade, district: string, street: string, random: Random, taken: Set<string>): string {
	for (let attempt = 0; ; attempt++) {
		const name = random.pick(SHOP_NAMES) + random.pick(trade.nameEndings);
		const place = attempt < NAME_ATTEMPTS_MAX ? `${district}${street}店` : `${district}${street}${attempt}店`;
		const unique = attempt === 0 && !taken.has(name) ? name : `${name}（${place}）`;
		if (taken.has(unique)) continue;
		taken.add(unique);
		return unique;
	}
}

function createTerminal(index: number, merchant: DemoMerchant, random: Random): DemoTerminal {
	const model = MODEL_CHOICE.pick(random);
	const connection = (model.isPortable ? PORTABLE_CONNECTIONS : FIXED_CONNECTIONS).pick(random);
	const isMobile = connection === '4g' || connection === '5g';
	const carrier = isMobile ? CARRIER_CHOICE.pick(random) : null;
	const versions = model.firmware.filter((version) => version !== BAD_ROLLOUT.version);
	return {
		index,
		terminalId: `D${String(1_000_001 + index)}`,
		serial: `${model.serialPrefix}${random.digits(8)}`,
		merchant,
		model,
		firmware: newestMostLikely(versions, random),
		appVersion: newestMostLikely(model.appVersions, random),
		connection,
		carrier: carrier && carrier[0],
		iccid: carrier && `${carrier[2]}${random.digits(14)}`,
		salesPerDay: Math.min(merchant.trade.salesPerDay * 5, random.logNormal(merchant.trade.salesPerDay * 0.68, 0.65)),
		faultiness: random.logNormal(0.9, 0.45),
		isOffWhenClosed: model.isPortable && random.chance(0.4),
		ageDays: 30 + random.below(1500)
	};
}

function newestMostLikely(versions: readonly string[], random: Random): string {
	const fromNewest = Math.min(versions.length - 1, Math.floor(random.unit() ** 2 * versions.length));
	return versions[versions.length - 1 - fromNewest] as string;
}

const CARDS_PER_TERMINAL = 30;
const CARDS_MIN = 400;

function createCards(seed: number, terminalCount: number): DemoCard[][] {
	const random = new Random(seed, STREAM.cards);
	const count = Math.max(CARDS_MIN, terminalCount * CARDS_PER_TERMINAL);
	return PRODUCTS.map((product) => {
		const issuers = new WeightedChoice(issuersOf(product).map((issuer) => [issuer, issuer.weight] as const));
		const size = product === 'foreign' || product === 'prepaid' ? Math.ceil(count / 10) : count;
		return Array.from({ length: size }, () => ({ token: random.hex(32), product, issuer: issuers.pick(random) }));
	});
}

function sumOfOpenHours(hours: readonly number[], opensAtHour: number, closesAtHour: number): number {
	let sum = 0;
	for (let half = opensAtHour * 2; half < closesAtHour * 2; half++) sum += (hours[Math.floor(half / 2)] ?? 0) / 2;
	return sum;
}

function roundTo(value: number, decimals: number): number {
	return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
