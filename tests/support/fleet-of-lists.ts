// A small fleet in which every list of the API has rows, with texts that are made to break files wherever people write texts.
import { expect } from 'vitest';
import { API, type TestApp } from './app.ts';
import {
	aBankFailure,
	aCertificate,
	aFeeAgreement,
	aFirmwareCampaign,
	aFirmwareRelease,
	anExpiry,
	aHeartbeat,
	aMerchant,
	aTerminal,
	aTerminalFailure,
	aTransaction
} from './builders.ts';
import { HOSTILE_IDS, HOSTILE_TEXTS } from './hostile-texts.ts';

export const NOW = '2026-03-20T12:00:00+08:00';
/** Since then one terminal fails, one is silent, one merchant pays more than it agreed to and a few have newer firmware. */
export const TURN = '2026-03-15T00:00:00+08:00';
export const FINGERPRINT = 'ab'.repeat(32);

const TERMINALS = 24;
const DAYS = 19;
const SALES_A_DAY = 6;
const TURN_DAY = 15;
const SILENT = 'T5';
const RAISED_MERCHANT = 'M3';

const numbers = Array.from({ length: TERMINALS }, (_, n) => n);
const pick = <T>(values: readonly T[], n: number) => values[n % values.length] as T;
const hostile = (n: number) => pick(HOSTILE_TEXTS, n);
/** As long as names of campaigns and documents may be. */
const SHORT = HOSTILE_TEXTS.filter((text) => text.length <= 200);
const at = (day: number, time: string) => `2026-03-${String(day).padStart(2, '0')}T${time}+08:00`;

const isOfPax = (n: number) => n < 18;
const merchantOf = (n: number) => `M${n % 6}`;
const acquirerOf = (n: number) => (n % 6 === 0 ? 'ACQ2' : 'ACQ1');
const placeOf = (n: number) => ({ terminalId: `T${n}`, merchantId: merchantOf(n), acquirerId: acquirerOf(n) });

export async function fillEveryList(app: TestApp): Promise<void> {
	const send = async (path: string, records: readonly object[]) => {
		const answer = await app.send(path.startsWith('ingest') ? 'POST' : 'PUT', `${API}/${path}`, records);
		const told = await answer.text();
		expect(JSON.parse(told), `${path}: ${told}`).toMatchObject({ rejected: 0 });
	};
	await send('firmware-releases', releases());
	await send('merchants', merchants());
	await send('terminals', terminals());
	await send('fee-agreements', agreements());
	await send('certificates', certificates());
	await send('expiries', papers());
	await send('firmware-campaigns', campaigns());
	await send('ingest/heartbeats', heartbeats());
	await send('ingest/transactions', numbers.flatMap(salesOf));
	await send('ingest/transactions', strangeSales());
	await app.send('POST', `${API}/ingest/transactions`, brokenRecords());
	await visit(app);
	for (const job of JOBS) await app.deps.jobs.runOnce(job);
}

/** The history of states is written a few days at a time. */
const JOBS = [
	...['fold closed days', 'fold closed days', 'compare fees', 'judge terminals', 'judge roll-outs'],
	...Array.from({ length: 6 }, () => 'write the history of states')
];

function merchants(): object[] {
	return numbers.slice(0, 6).map((n) =>
		aMerchant({
			merchantId: merchantOf(n),
			acquirerId: acquirerOf(n),
			name: hostile(n + 4),
			region: pick(['CN-SH', 'CN-BJ', null], n),
			mcc: pick(['5411', '5812'], n)
		})
	);
}

function terminals(): object[] {
	const fleet = numbers.map((n) =>
		aTerminal({
			...placeOf(n),
			serial: `${pick(HOSTILE_IDS, n)}${n < HOSTILE_IDS.length ? '' : n}`,
			...(isOfPax(n) ? { vendor: 'PAX', model: 'A920', firmware: '1.10' } : { firmware: pick(['=1.9', '2.0'], n) }),
			carrier: pick(['China Mobile', 'China Unicom'], n),
			iccid: iccidOf(n)
		})
	);
	const idle = ['never-heard', '0012', '1E5'].map((terminalId) =>
		aTerminal({ ...placeOf(1), terminalId, serial: null })
	);
	return [...fleet, ...idle];
}

const iccidOf = (n: number) => `898600${String(n).padStart(13, '0')}`;

/** Approvals of the models and the plan of each SIM, some of them verified, some over. */
function papers(): object[] {
	const plans = numbers.map((n) =>
		anExpiry({
			...{ kind: 'sim_plan', number: iccidOf(n), vendor: null, model: null, carrier: pick(['CMCC', '联通'], n) },
			...{
				name: hostile(n),
				validFrom: null,
				endsOn: pick(['2026-03-01', '2026-03-24', '2026-05-01', '2027-03-01'], n)
			},
			...(n % 3 === 0 ? { verifiedOn: '2026-02-01' } : {})
		})
	);
	const ofPax = { vendor: 'PAX', model: 'A920', number: '4-20001' };
	return [...plans, anExpiry(), anExpiry(ofPax), anExpiry({ ...ofPax, kind: 'unionpay', endsOn: '2026-04-30' })];
}

function releases(): object[] {
	const ofPax = (version: string, rank: number, status: string) =>
		aFirmwareRelease({ vendor: 'PAX', model: 'A920', version, rank, status, releasedAt: at(1, '00:00:00') });
	return [
		...[ofPax('1.9', 1, 'withdrawn'), ofPax('1.10', 2, 'current'), ofPax('1.11', 3, 'rollout')],
		aFirmwareRelease({ version: '=1.9', rank: 1, status: 'withdrawn' }),
		aFirmwareRelease({ version: '2.0', rank: 2 })
	];
}

function agreements(): object[] {
	return numbers.slice(0, 6).flatMap((n) =>
		['debit', 'credit'].map((product) =>
			aFeeAgreement({
				agreementId: `FEE-${n}-${product}`,
				merchantId: merchantOf(n),
				product,
				document: pick(SHORT, n),
				validTo: n === 0 ? '2026-12-31' : null
			})
		)
	);
}

function certificates(): object[] {
	const one = (n: number, fields: object) =>
		aCertificate({
			terminalId: `T${n}`,
			subject: hostile(n),
			issuer: pick(['CN=Fleet CA', '=CN"Other\nCA'], n),
			serialNumber: `00${n}`,
			fingerprintSha256: (n + 16).toString(16).padStart(64, '0'),
			notAfter: pick(['2026-03-19', '2026-03-26', '2026-04-10', '2026-12-01'], n) + 'T00:00:00Z',
			...fields
		});
	const shared = { fingerprintSha256: FINGERPRINT, subject: 'CN=shared' };
	return [...numbers.map((n) => one(n, {})), one(0, shared), one(1, shared), one(2, shared)];
}

function campaigns(): object[] {
	return SHORT.flatMap((name, n) =>
		[0, 1].map((part) =>
			aFirmwareCampaign({
				campaignId: `C${n}`,
				name,
				vendor: 'PAX',
				model: 'A920',
				version: '1.11',
				terminalId: `T${n + part}`,
				status: pick(['running', 'planned', 'completed'], n),
				startsAt: at(TURN_DAY, '02:00:00')
			})
		)
	);
}

function heartbeats(): object[] {
	const versionOf = (n: number, isLater: boolean) => {
		if (!isOfPax(n)) return pick(['=1.9', '2.0'], n);
		return isLater && n < 8 ? '1.11' : '1.10';
	};
	return [5, 8, TURN_DAY, DAYS].flatMap((day) =>
		numbers.slice(0, 20).map((n) =>
			aHeartbeat({
				terminalId: `T${n}`,
				at: at(day, '03:00:00'),
				...{
					firmware: versionOf(n, day >= TURN_DAY),
					carrier: day >= TURN_DAY && n === 2 ? '=New "carrier"' : undefined
				},
				appVersion: pick(['5.2.0', '5.3.0'], n),
				keys: keysOf(n, day),
				feeProfile: [{ product: 'debit', ratePpm: merchantOf(n) === RAISED_MERCHANT ? 7000 : 6000 }]
			})
		)
	);
}

/** One has lost a key since the turn; slots have numbers or names, and names may be anything. */
function keysOf(n: number, day: number): object[] {
	const master = { slot: n === 4 ? '=1+1' : 0, kind: 'TMK', kcv: '00E100' };
	return n === 6 && day >= TURN_DAY ? [master] : [master, { slot: '007', kind: 'TPK', kcv: '1E5000' }];
}

function salesOf(n: number): object[] {
	const place = placeOf(n);
	const hours = Array.from({ length: DAYS * SALES_A_DAY }, (_, index) => index);
	return hours.flatMap((index) => {
		const day = 1 + Math.floor(index / SALES_A_DAY);
		if (place.terminalId === SILENT && day >= TURN_DAY) return [];
		const isBroken = n === 2 && day >= TURN_DAY && index % 3 > 0;
		const isRepaired = n === 4 && day < TURN_DAY && index % 3 > 0;
		const isRaised = place.merchantId === RAISED_MERCHANT && day >= TURN_DAY;
		const make =
			isBroken || isRepaired ? aTerminalFailure : pick([aTransaction, aTransaction, aBankFailure], index + n);
		return [
			make({
				...place,
				id: `${n}-${index}`,
				occurredAt: at(
					day,
					`${String(9 + (index % SALES_A_DAY)).padStart(2, '0')}:10:30.${String(n).padStart(3, '0')}`
				),
				issuer: pick(['ICBC', 'ABC'], index),
				entryMode: pick(['chip', 'contactless', 'qr'], index),
				feeMinor: isRaised ? 75 : 53
			})
		];
	});
}

/** From terminals that nobody registered, with codes that nobody knows. */
function strangeSales(): object[] {
	return ['Q9', '0E1', '-1', '51', '00'].map((responseCode, n) =>
		aTransaction({
			id: `=stranger-${n}`,
			terminalId: `-stranger-${n}`,
			merchantId: '=M"stranger',
			responseCode,
			occurredAt: at(TURN_DAY + 2, `1${n}:00:00`)
		})
	);
}

const brokenRecords = () => SHORT.map((text) => ({ id: text, amountMinor: text }));

async function visit(app: TestApp): Promise<void> {
	const manager = await app.as('manager');
	for (const note of SHORT) {
		const answer = await manager.request(`${API}/terminals/T2/visits`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ visitedAt: at(12, '12:00:00'), visitor: note, note, done: ['inspected'] })
		});
		expect(answer.ok, note).toBe(true);
	}
}
