import { PRODUCTS } from '#lib/domain/transactions.ts';
import { agreedTerms } from './agreed-fees.ts';
import { DEMO_TIME_ZONE, isoInstant, localDate, MS_PER_DAY } from './demo-calendar.ts';
import { BAD_ROLLOUT, DEVICE_MODELS, type DeviceModel } from './devices.ts';
import type { FaultPlan, FeeDeviation } from './planned-faults.ts';
import type { DemoMerchant, DemoTerminal } from './population.ts';
import { Random } from './random.ts';
import type { FeeAgreementRecord, FirmwareReleaseRecord, MerchantRecord, TerminalRecord } from './records.ts';

const STREAM_MASTER_DATA = 7;

/** Agreements began this long before the demo, so that every sale has one in force. */
const AGREEMENT_AGE_DAYS = 240;
const EARLIER_AGREEMENT_DAYS = 365;

export function merchantRecord(merchant: DemoMerchant, seed: number): MerchantRecord {
	const random = new Random(seed, STREAM_MASTER_DATA, merchant.index);
	const { trade, city } = merchant;
	return {
		merchantId: merchant.merchantId,
		name: merchant.name,
		acquirerId: merchant.acquirerId,
		mcc: trade.mcc,
		feeClass: trade.feeClass,
		region: city.name,
		address: merchant.address,
		lat: merchant.lat,
		lng: merchant.lng,
		timeZone: DEMO_TIME_ZONE,
		opensAt: timeText(merchant.opensAtHour),
		closesAt: timeText(merchant.closesAtHour),
		socialCreditCode: socialCreditCode(city.administrativeCode, random),
		settlementAccountMasked: `6222********${random.digits(4)}`
	};
}

/** The terminal as its owner knows it at an instant: a roll-out changes the firmware. */
export function terminalRecord(terminal: DemoTerminal, plan: FaultPlan, fromMs: number, atMs: number): TerminalRecord {
	const { merchant, model } = terminal;
	return {
		terminalId: terminal.terminalId,
		serial: terminal.serial,
		merchantId: merchant.merchantId,
		acquirerId: merchant.acquirerId,
		vendor: model.vendor,
		model: model.model,
		firmware: firmwareAt(terminal, plan, atMs),
		appVersion: terminal.appVersion,
		connection: terminal.connection,
		...(terminal.carrier === null ? {} : { carrier: terminal.carrier }),
		...(terminal.iccid === null ? {} : { iccid: terminal.iccid }),
		registeredLat: merchant.lat,
		registeredLng: merchant.lng,
		address: merchant.address,
		installedAt: isoInstant(fromMs - terminal.ageDays * MS_PER_DAY),
		ptsApproval: model.ptsApproval,
		status: 'active'
	};
}

export function firmwareAt(terminal: DemoTerminal, plan: FaultPlan, atMs: number): string {
	const update = plan.firmwareUpdates.get(terminal.index);
	return update && atMs >= update.atMs ? update.version : terminal.firmware;
}

/** The agreement in force, for one merchant in five the dearer one it replaced, and those that replace it within the demo. */
export function feeAgreementRecords(
	merchant: DemoMerchant,
	fromMs: number,
	agreedAnew: readonly FeeDeviation[] = []
): FeeAgreementRecord[] {
	const validFromMs = fromMs - (AGREEMENT_AGE_DAYS - (merchant.index % 90)) * MS_PER_DAY;
	const records: FeeAgreementRecord[] = [];
	for (const product of PRODUCTS) {
		const { ratePpm, capMinor, minMinor, fixedMinor, rounding } = agreedTerms(merchant, product);
		const terms = { merchantId: merchant.merchantId, product, capMinor, minMinor, fixedMinor, rounding };
		const agreementId = `${merchant.merchantId}-A`;
		if (merchant.index % 5 === 0) {
			records.push({
				...terms,
				agreementId: `${agreementId}1`,
				ratePpm: ratePpm === 0 ? 0 : ratePpm + 200,
				validFrom: localDate(validFromMs - EARLIER_AGREEMENT_DAYS * MS_PER_DAY),
				validTo: localDate(validFromMs - MS_PER_DAY),
				document: `${agreementId}1.pdf`
			});
		}
		records.push({
			...terms,
			agreementId: `${agreementId}2`,
			ratePpm,
			validFrom: localDate(validFromMs),
			validTo: null,
			document: `${agreementId}2.pdf`
		});
		for (const { fromMs: anewMs, change } of agreedAnew.filter((each) => each.product === product)) {
			const id = `${agreementId}3`;
			const validFrom = localDate(anewMs);
			records.push({
				...{ merchantId: merchant.merchantId, product, agreementId: id },
				...{ ...change(agreedTerms(merchant, product)), validFrom, validTo: null, document: `${id}.pdf` }
			});
		}
	}
	return records;
}

export function firmwareReleaseRecords(fromMs: number, toMs: number): FirmwareReleaseRecord[] {
	return DEVICE_MODELS.flatMap((model) =>
		model.firmware.map((version, index) => ({
			vendor: model.vendor,
			model: model.model,
			version,
			rank: index + 1,
			status: releaseStatus(model, index),
			releasedAt: isoInstant(releasedMs(model, index, fromMs)),
			endOfSupportAt: releaseStatus(model, index) === 'end_of_support' ? isoInstant(toMs - 120 * MS_PER_DAY) : null,
			minSecure: model.firmware[Math.max(0, model.firmware.length - 2)] ?? null
		}))
	);
}

function releaseStatus({ firmware }: DeviceModel, index: number): FirmwareReleaseRecord['status'] {
	if (firmware[index] === BAD_ROLLOUT.version) return 'rollout';
	const newest = firmware.filter((version) => version !== BAD_ROLLOUT.version).length - 1;
	if (index === newest) return 'current';
	return index === newest - 1 ? 'supported' : 'end_of_support';
}

/** The date in the version where the vendor puts one there, else a release every eight months. */
function releasedMs({ firmware }: DeviceModel, index: number, fromMs: number): number {
	const date = /_(\d{4})(\d{2})(\d{2})(?:_|$)/.exec(firmware[index] ?? '');
	if (date) return Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
	return fromMs - (60 + (firmware.length - 1 - index) * 240) * MS_PER_DAY;
}

function timeText(hour: number): string {
	// A time of day ends at 23:59; a shop that never closes opens and closes at midnight.
	const withinDay = hour % 24;
	return `${String(Math.floor(withinDay)).padStart(2, '0')}:${withinDay % 1 === 0 ? '00' : '30'}`;
}

/** The characters of a social credit code: no I, O, S, V and Z, which are misread. */
const CREDIT_CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A sole trader's code (92) as given out since 2015, with a valid check character (GB 32100-2015: powers of 3 modulo 31). */
function socialCreditCode(administrativeCode: string, random: Random): string {
	const letter = () => CREDIT_CODE_CHARACTERS.charAt(10 + random.below(21));
	const body = `92${administrativeCode}MA${letter()}${letter()}${random.digits(5)}`;
	let sum = 0;
	let weight = 1;
	for (const character of body) {
		sum += weight * CREDIT_CODE_CHARACTERS.indexOf(character);
		weight = (weight * 3) % 31;
	}
	return body + CREDIT_CODE_CHARACTERS.charAt((31 - (sum % 31)) % 31);
}
