// The one statement that folds a business day of facts into slice_day. Facts are added up once by everything, then into a few
// blocks that between them hold every pair of dimensions that is kept, and the small blocks into the slices: one pass over the facts for each would take
// many times as long. (GROUPING SETS would say the same, but not on Citus.)
import {
	COUNTER_COLUMNS,
	countersFrom,
	LATENCY_STEP,
	NO_SLICE_VALUE,
	outcomeOf,
	SLICE_COLUMNS,
	SLICE_DIMENSIONS,
	SLICES,
	type Slice,
	type SliceDimension
} from '#api/platform/db/roll-ups.ts';

/** Dimensions that go together (a code has one cause, a model few firmwares) stay together, so that the blocks are small. */
const FAMILIES = [
	['code', 'cause', 'scope'],
	['model', 'firmware', 'carrier'],
	['issuer', 'region', 'product']
] as const satisfies readonly (readonly SliceDimension[])[];

const BLOCKS: readonly { name: string; knows: readonly SliceDimension[] }[] = [
	{ name: 'code_device', knows: [...FAMILIES[0], ...FAMILIES[1]] },
	{ name: 'code_issuer', knows: [...FAMILIES[0], ...FAMILIES[2]] },
	{ name: 'device_issuer', knows: [...FAMILIES[1], ...FAMILIES[2]] },
	{ name: 'code_entry', knows: [...FAMILIES[0], 'connection', 'entryMode', 'appVersion'] },
	{
		name: 'code_latency',
		knows: [...FAMILIES[0], 'model', 'carrier', 'product', 'connection', 'entryMode', 'latency']
	}
];

/** Columns that are not in the facts, or null there. */
const AS_KEPT: Record<string, string> = {
	product: `coalesce(product, ${NO_SLICE_VALUE})`,
	entry_mode: `coalesce(entry_mode, ${NO_SLICE_VALUE})`,
	latency_step: `coalesce(${LATENCY_STEP}, ${NO_SLICE_VALUE})`
};

/** Beside the dimensions: what the counters are made of. */
const KEY = ['acquirer_id', 'currency', 'outcome'];
const SUMS = ['facts', 'latency_count', 'latency_ms', 'amount_minor', 'fee_minor'];

const columnsOf = (dimensions: readonly SliceDimension[]) => [
	...new Set([...dimensions.map((dimension) => SLICE_COLUMNS[dimension]), SLICE_COLUMNS.cause])
];

function blockSql({ name, knows }: (typeof BLOCKS)[number]): string {
	const key = [...KEY, ...columnsOf(knows)].join(', ');
	return `${name} as materialized (
	select ${key}, ${SUMS.map((sum) => `sum(${sum}) as ${sum}`).join(', ')} from combined group by ${key}
)`;
}

function slice(dimensions: Slice): string {
	const block = BLOCKS.find(({ knows }) => dimensions.every((dimension) => knows.includes(dimension)));
	if (!block) throw new RangeError(`No block knows ${dimensions.join(' and ')}`);
	const values = [0, 1].map((place) => {
		const dimension = dimensions[place];
		if (dimension === undefined) return { index: NO_SLICE_VALUE, value: String(NO_SLICE_VALUE) };
		return { index: SLICE_DIMENSIONS.indexOf(dimension), value: SLICE_COLUMNS[dimension] };
	});
	const key = values.flatMap(({ index, value }) => [`${index}::smallint`, `${value}::smallint`]);
	const groups = dimensions.map((dimension) => SLICE_COLUMNS[dimension]);
	return `select $1::date, acquirer_id, currency, ${key.join(', ')}, ${countersFrom('grouped').join(', ')}
	from ${block.name} group by acquirer_id, currency, ${groups.join(', ')}`;
}

/** Parameters: the day, the fleet's time zone. */
export function foldSlicesSql(): string {
	const dimensions = columnsOf(SLICE_DIMENSIONS);
	const asKept = dimensions.map((column) => AS_KEPT[column] ?? column);
	const groups = [1, 2, 3, ...dimensions.map((_, index) => index + 4)].join(', ');
	return `with combined as materialized (
	select acquirer_id, currency, ${outcomeOf('scope')} as outcome, ${asKept.map((each, index) => `${each} as ${dimensions[index]}`).join(', ')},
		count(*) as facts, count(latency_ms) as latency_count, sum(latency_ms) as latency_ms, sum(amount_minor) as amount_minor,
		sum(fee_minor) as fee_minor
	from txn where occurred_at >= $1::date::timestamp at time zone $2::text and occurred_at < ($1::date + 1)::timestamp at time zone $2::text
	group by ${groups}
), ${BLOCKS.map(blockSql).join(', ')}
insert into slice_day (day, acquirer_id, currency, dimension_a, value_a, dimension_b, value_b, ${COUNTER_COLUMNS.join(', ')})
${SLICES.map(slice).join('\nunion all\n')}`;
}
