/**
 * A small seeded generator (xoshiro128**): the same seed gives the same stream on every machine. Streams are cheap, so
 * each part of the simulation has its own and can be generated without the parts before it.
 */
export class Random {
	private a: number;
	private b: number;
	private c: number;
	private d: number;
	private spareNormal: number | null = null;

	/** The stream of a seed that is named by any number of integers, such as a purpose and a day. */
	constructor(seed: number, ...stream: readonly number[]) {
		let state = mix(seed | 0);
		for (const part of stream) state = mix(state ^ mix(part | 0));
		this.a = mix(state + 0x9e3779b9);
		this.b = mix(this.a + 0x9e3779b9);
		this.c = mix(this.b + 0x9e3779b9);
		// Never all zero, the one state that the generator cannot leave.
		this.d = mix(this.c + 0x9e3779b9) | 1;
	}

	/** An integer of 32 bits. */
	bits(): number {
		const scrambled = Math.imul(this.b, 5);
		const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
		const shifted = this.b << 9;
		this.c ^= this.a;
		this.d ^= this.b;
		this.b ^= this.c;
		this.a ^= this.d;
		this.c ^= shifted;
		this.d = (this.d << 11) | (this.d >>> 21);
		return result;
	}

	/** A number in [0, 1). */
	unit(): number {
		return this.bits() / 4294967296;
	}

	/** An integer in [0, end). */
	below(end: number): number {
		return Math.floor(this.unit() * end);
	}

	between(low: number, high: number): number {
		return low + this.unit() * (high - low);
	}

	chance(probability: number): boolean {
		return this.unit() < probability;
	}

	pick<Item>(items: readonly Item[]): Item {
		if (items.length === 0) throw new RangeError('nothing to pick from');
		return items[this.below(items.length)] as Item;
	}

	/** Standard normal, by Marsaglia's polar method. */
	normal(): number {
		if (this.spareNormal !== null) {
			const spare = this.spareNormal;
			this.spareNormal = null;
			return spare;
		}
		for (;;) {
			const u = this.unit() * 2 - 1;
			const v = this.unit() * 2 - 1;
			const s = u * u + v * v;
			if (s > 0 && s < 1) {
				const factor = Math.sqrt((-2 * Math.log(s)) / s);
				this.spareNormal = v * factor;
				return u * factor;
			}
		}
	}

	/** Amounts, delays and sizes of shops: many small, few large. */
	logNormal(median: number, sigma: number): number {
		return median * Math.exp(sigma * this.normal());
	}

	/** How many independent events fall into a span that expects so many. */
	poisson(expected: number): number {
		if (expected <= 0) return 0;
		if (expected > 30) return Math.max(0, Math.round(expected + Math.sqrt(expected) * this.normal()));
		const limit = Math.exp(-expected);
		let count = 0;
		for (let product = this.unit(); product > limit; product *= this.unit()) count++;
		return count;
	}

	hex(length: number): string {
		let text = '';
		while (text.length < length) text += this.bits().toString(16).padStart(8, '0');
		return text.slice(0, length);
	}

	digits(length: number): string {
		let text = '';
		while (text.length < length) text += String(this.below(10));
		return text;
	}
}

/** Spreads every bit of a 32-bit integer over all others (the finaliser of MurmurHash3). */
function mix(value: number): number {
	let hash = value | 0;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}

/** Picks items in proportion to their weights in constant time (Walker's alias method). */
export class WeightedChoice<Item> {
	readonly items: readonly Item[];
	private readonly keep: readonly number[];
	private readonly alias: readonly number[];

	constructor(weighted: readonly (readonly [item: Item, weight: number])[]) {
		const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
		if (!(total > 0)) throw new RangeError('weights must add up to more than zero');
		const count = weighted.length;
		const scaled = weighted.map(([, weight]) => (weight * count) / total);
		const keep = new Array<number>(count).fill(1);
		const alias = weighted.map((_, index) => index);
		const small = alias.filter((index) => (scaled[index] as number) < 1);
		const large = alias.filter((index) => (scaled[index] as number) >= 1);
		while (small.length > 0 && large.length > 0) {
			const lesser = small.pop() as number;
			const greater = large.pop() as number;
			keep[lesser] = scaled[lesser] as number;
			alias[lesser] = greater;
			scaled[greater] = (scaled[greater] as number) + (scaled[lesser] as number) - 1;
			((scaled[greater] as number) < 1 ? small : large).push(greater);
		}
		this.items = weighted.map(([item]) => item);
		this.keep = keep;
		this.alias = alias;
	}

	pick(random: Random): Item {
		const index = random.below(this.items.length);
		const chosen = random.unit() < (this.keep[index] as number) ? index : (this.alias[index] as number);
		return this.items[chosen] as Item;
	}
}
