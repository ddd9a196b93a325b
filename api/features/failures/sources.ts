// Which table answers a question. Every source counts the same transactions (ingest writes all of them in one statement),
// so the cheapest that knows the dimensions asked for is taken.
import type { Bucket } from '#lib/domain/time-windows.ts';

/** By what transactions can be told apart when they are counted. */
export const DIMENSIONS = [
	'acquirer',
	'merchant',
	'terminal',
	'issuer',
	'model',
	'firmware',
	'carrier',
	'region',
	'cause',
	'scope',
	'product',
	'code'
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is ranked against its like. */
export type Place = 'terminal' | 'merchant';

/** `txn` holds the facts; the others are roll-ups of it. */
export type Source = 'fleet_minute' | 'cause_hour' | 'issuer_hour' | 'terminal_hour' | 'terminal_day' | 'txn';

/** Cheapest first; terminal_day joins terminal_hour where whole days are asked for (window-pieces.ts). */
const ROLL_UPS: readonly { source: Source; knows: readonly Dimension[] }[] = [
	{ source: 'fleet_minute', knows: ['acquirer'] },
	{ source: 'cause_hour', knows: ['acquirer', 'cause'] },
	{ source: 'issuer_hour', knows: ['acquirer', 'issuer'] },
	{ source: 'terminal_hour', knows: ['acquirer', 'merchant', 'terminal'] }
];

/** `bucket` is null for one sum over the whole window. */
export function cheapestSource(dimensions: Iterable<Dimension>, bucket: Bucket | null): Source {
	const asked = [...dimensions];
	const found = ROLL_UPS.find(
		({ source, knows }) =>
			(bucket !== '5m' || source === 'fleet_minute') && asked.every((dimension) => knows.includes(dimension))
	);
	return found?.source ?? 'txn';
}
