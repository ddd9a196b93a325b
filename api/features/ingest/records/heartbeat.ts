import { CONNECTIONS, PRODUCTS } from '#lib/domain/transactions.ts';
import { quoted } from '../reading/card-guard.ts';
import { asIs, required, type OptionalField } from './field.ts';
import { ANY_RANGE, decimal, EVENT_RANGE, flag, instant, INT32_MAX, integer } from './number-fields.ts';
import { list, object } from './nested-fields.ts';
import { defineRecord } from './record-spec.ts';
import { fingerprintSha256, latitude, longitude } from './shared-fields.ts';
import { choiceIndex, id, text } from './text-fields.ts';

const COUNT = { min: 0, max: Number.MAX_SAFE_INTEGER };
const PERCENT = { min: 0, max: 100 };
const MINOR = { min: 0, max: 1e12 };
const KEYS_MAX = 100;
const FEE_LINES_MAX = 50;
const CERTIFICATES_MAX = 50;

/** Shortest key in use is 16 hex digits (single DES); a check value shows at most the first 8 of its cipher. */
const CHECK_VALUE = /^[0-9A-F]{4,8}$/;

/** What a terminal says about itself; all but the first two are null when not told. */
export type HeartbeatRecord = {
	terminalId: string;
	atMs: number;
	firmware: string | null;
	appVersion: string | null;
	/** Index into CONNECTIONS. */
	connection: number | null;
	carrier: string | null;
	rssiDbm: number | null;
	rttMs: number | null;
	lossPct: number | null;
	/** Whole percent. */
	batteryPct: number | null;
	storageFreePct: number | null;
	clockSkewMs: number | null;
	lat: number | null;
	lng: number | null;
	accuracyM: number | null;
	iccid: string | null;
	tamper: boolean | null;
	keys: { slot: string; kind: string | null; kcv: string | null }[] | null;
	counters: { swipes: number | null; prints: number | null; insertions: number | null } | null;
	/** Product is the index into PRODUCTS. */
	feeProfile: { product: number; ratePpm: number; capMinor: number | null; fixedMinor: number | null }[] | null;
	certificates: { fingerprintSha256: string; kind: string | null; notAfterMs: number | null }[] | null;
};

/** A key check value. What is longer may be the key itself: then nothing of the record is kept. */
function checkValue(description: string): OptionalField<string> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			const normal = typeof value === 'string' ? value.toUpperCase() : '';
			if (CHECK_VALUE.test(normal)) return normal;
			const message = 'must be a key check value of 4 to 8 hexadecimal digits; never send the key itself';
			return findings.addSecret(name, 'not_a_check_value', message);
		},
		fromText: asIs,
		schema: { type: 'string', pattern: '^[0-9A-Fa-f]{4,8}$', description }
	};
}

/** As long as a key of DES, triple DES, AES or SM4 in hexadecimal: no name of a slot or of a kind looks so. */
const KEY_MATERIAL = /^(?:[0-9A-Fa-f]{16}|[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64})$/;

/** Beside a check value somebody may send the key itself, in the wrong field: then nothing of the record is kept. */
function neverKey(field: OptionalField<string>): OptionalField<string> {
	return {
		...field,
		read: (value, name, findings) => {
			if (typeof value !== 'string' || !KEY_MATERIAL.test(value.replaceAll(/[\s:-]/g, ''))) {
				return field.read(value, name, findings);
			}
			return findings.addSecret(name, 'key_material', 'looks like a key itself; send its check value, never the key');
		}
	};
}

/** A slot by number or by name. */
function slot(description: string): OptionalField<string> {
	const name = neverKey(id(description));
	return {
		...name,
		read: (value, path, findings) => {
			if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= INT32_MAX)
				return String(value);
			if (typeof value === 'string') return name.read(value, path, findings);
			return findings.add(path, 'not_a_slot', `must be the number or the name of a slot, not ${quoted(value)}`);
		},
		schema: { type: ['integer', 'string'], description }
	};
}

export const heartbeatSpec = defineRecord({
	kind: 'heartbeat',
	description: 'What a terminal says about itself',
	fields: {
		terminalId: required(id('Terminal as its acquirer names it')),
		at: required(instant(EVENT_RANGE, 'When the terminal said so, with offset')),
		firmware: text(128, 'Version as the terminal reports it'),
		appVersion: text(128, 'Version of the payment application'),
		connection: choiceIndex(CONNECTIONS, 'How it reaches its host'),
		carrier: text(64, 'Mobile or fixed carrier'),
		rssiDbm: integer({ min: -200, max: 50 }, 'Signal strength'),
		rttMs: integer({ min: 0, max: INT32_MAX }, 'Round trip to the host'),
		lossPct: decimal(PERCENT, 'Packet loss'),
		batteryPct: decimal(PERCENT, 'Battery level'),
		storageFreePct: decimal(PERCENT, 'Free storage'),
		clockSkewMs: integer({ min: -INT32_MAX, max: INT32_MAX }, 'Clock of the terminal less that of the host'),
		lat: latitude('Where it is'),
		lng: longitude('Where it is'),
		accuracyM: decimal({ min: 0, max: 1e7 }, 'Radius in which it is'),
		iccid: text(32, 'Number of the SIM card'),
		tamper: flag('Whether its tamper switch has triggered'),
		keys: list(
			KEYS_MAX,
			{
				slot: required(slot('Slot of the key, by number or name')),
				kind: neverKey(text(32, 'What the key is for')),
				kcv: checkValue('Key check value, never key material')
			},
			'Keys that are loaded, by check value'
		),
		counters: object(
			{
				swipes: integer(COUNT, 'Cards swiped'),
				prints: integer(COUNT, 'Receipts printed'),
				insertions: integer(COUNT, 'Cards inserted')
			},
			'Wear counters'
		),
		feeProfile: list(
			FEE_LINES_MAX,
			{
				product: required(choiceIndex(PRODUCTS, 'What is paid with')),
				ratePpm: required(integer({ min: 0, max: 1_000_000 }, 'Parts per million: 0.60 % is 6000')),
				capMinor: integer(MINOR, 'Highest fee of a sale'),
				fixedMinor: integer(MINOR, 'Fixed part of the fee')
			},
			'Fees as configured in the terminal'
		),
		certificates: list(
			CERTIFICATES_MAX,
			{
				fingerprintSha256: required(fingerprintSha256('SHA-256 of the certificate')),
				kind: text(32, 'What it is for'),
				notAfter: instant(ANY_RANGE, 'When it expires')
			},
			'Certificates that are installed'
		)
	},
	build: ({ at, batteryPct, certificates, ...rest }): HeartbeatRecord => ({
		...rest,
		atMs: at,
		batteryPct: batteryPct === null ? null : Math.round(batteryPct),
		certificates: certificates && certificates.map(({ notAfter, ...known }) => ({ ...known, notAfterMs: notAfter }))
	})
});
