// Terminals that are on the books and sell nothing: in store, in repair, or retired. They report nothing either.
import { isoInstant, MS_PER_DAY } from './demo-calendar.ts';
import { BAD_ROLLOUT, DEVICE_MODELS } from './devices.ts';
import type { DemoMerchant, Population } from './population.ts';
import { Random } from './random.ts';
import type { TerminalRecord } from './records.ts';

const STREAM_IDLE = 11;

/** One for this many that sell. Every fleet has at least one of each. */
const SELLING_PER_IDLE = { spare: 40, repair: 150, retired: 60 } as const;
type IdleStatus = keyof typeof SELLING_PER_IDLE;

const FIRST_NUMBER = 9_000_001;

/** Depends on the seed and the fleet alone; none of it changes what any other terminal does. */
export function idleTerminalRecords(seed: number, { merchants, terminals }: Population, fromMs: number) {
	const random = new Random(seed, STREAM_IDLE);
	const statuses = Object.entries(SELLING_PER_IDLE) as [IdleStatus, number][];
	const wanted = statuses.flatMap(([status, selling]) =>
		Array.from({ length: Math.ceil(terminals.length / selling) }, () => status)
	);
	return wanted.map((status, nth): TerminalRecord => {
		const merchant = random.pick(merchants);
		const model = random.pick(DEVICE_MODELS);
		return {
			terminalId: `D${String(FIRST_NUMBER + nth)}`,
			serial: `${model.serialPrefix}${random.digits(8)}`,
			...(status === 'spare' ? {} : placeOf(merchant)),
			acquirerId: merchant.acquirerId,
			vendor: model.vendor,
			model: model.model,
			firmware: random.pick(model.firmware.filter((version) => version !== BAD_ROLLOUT.version)),
			appVersion: random.pick(model.appVersions),
			connection: model.isPortable ? '4g' : 'ethernet',
			installedAt: isoInstant(fromMs - (status === 'retired' ? 1800 : 30 + random.below(900)) * MS_PER_DAY),
			ptsApproval: model.ptsApproval,
			status
		};
	});
}

/** A spare stands in a store; the others belong to the shop that they came from. */
function placeOf({ merchantId, lat, lng, address }: DemoMerchant) {
	return { merchantId, registeredLat: lat, registeredLng: lng, address };
}
