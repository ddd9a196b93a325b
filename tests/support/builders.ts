// Records as senders send them (the wire format), believable by themselves: a test names only what it is about.

type Fields = Record<string, unknown>;

let made = 0;
const nextNumber = () => (made += 1);

/** An approved sale of 88.00 yuan at terminal T1, noon in Shanghai. */
export function aTransaction<F extends Fields>(overrides?: F) {
	return {
		id: `txn-${nextNumber()}`,
		terminalId: 'T1',
		merchantId: 'M1',
		acquirerId: 'ACQ1',
		occurredAt: '2026-03-02T12:00:00+08:00',
		type: 'sale',
		product: 'debit',
		codeProfile: 'cup',
		responseCode: '00',
		amountMinor: 8800,
		currency: 'CNY',
		issuer: 'ICBC',
		entryMode: 'contactless',
		latencyMs: 420,
		feeMinor: 53,
		mcc: '5411',
		...overrides
	};
}

/** A transaction that the bank did not answer for: 91, issuer inoperative. */
export const aBankFailure = <F extends Fields>(overrides?: F) => aTransaction({ responseCode: '91', ...overrides });

/** A transaction that failed by the terminal's own fault: A0, its message authentication key is wrong. */
export const aTerminalFailure = <F extends Fields>(overrides?: F) => aTransaction({ responseCode: 'A0', ...overrides });

export function aMerchant<F extends Fields>(overrides?: F) {
	return {
		merchantId: 'M1',
		name: '幸福路超市',
		acquirerId: 'ACQ1',
		mcc: '5411',
		feeClass: 'standard',
		region: 'CN-SH',
		address: '上海市幸福路 1 号',
		lat: 31.2,
		lng: 121.43,
		timeZone: 'Asia/Shanghai',
		opensAt: '08:00',
		closesAt: '22:00',
		...overrides
	};
}

export function aTerminal<F extends Fields>(overrides?: F) {
	return {
		terminalId: 'T1',
		serial: 'SN-0001',
		merchantId: 'M1',
		acquirerId: 'ACQ1',
		vendor: 'Landi',
		model: 'A8',
		firmware: '3.9.1',
		appVersion: '5.2.0',
		connection: '4g',
		carrier: 'China Mobile',
		registeredLat: 31.2,
		registeredLng: 121.43,
		installedAt: '2025-06-01T10:00:00+08:00',
		status: 'active',
		...overrides
	};
}

export function aHeartbeat<F extends Fields>(overrides?: F) {
	return {
		terminalId: 'T1',
		at: '2026-03-02T12:00:00+08:00',
		firmware: '3.9.1',
		appVersion: '5.2.0',
		connection: '4g',
		carrier: 'China Mobile',
		rssiDbm: -71,
		rttMs: 60,
		lossPct: 0.2,
		batteryPct: 84,
		storageFreePct: 40,
		clockSkewMs: 120,
		...overrides
	};
}

export function aFeeAgreement<F extends Fields>(overrides?: F) {
	return {
		agreementId: 'FEE1',
		merchantId: 'M1',
		product: 'credit',
		ratePpm: 6000,
		rounding: 'half_up',
		validFrom: '2026-01-01',
		...overrides
	};
}

export function aCertificate<F extends Fields>(overrides?: F) {
	return {
		terminalId: 'T1',
		kind: 'tls_client',
		subject: 'CN=T1',
		issuer: 'CN=Fleet CA',
		serialNumber: '01',
		fingerprintSha256: 'ab'.repeat(32),
		notBefore: '2025-06-01T00:00:00Z',
		notAfter: '2027-06-01T00:00:00Z',
		...overrides
	};
}

export function aFirmwareRelease<F extends Fields>(overrides?: F) {
	return { vendor: 'Landi', model: 'A8', version: '3.9.1', rank: 391, status: 'current', ...overrides };
}

export function anExpiry<F extends Fields>(overrides?: F) {
	return {
		kind: 'pts',
		number: '4-30123',
		vendor: 'Landi',
		model: 'A8',
		name: 'PTS POI 5.x',
		validFrom: '2020-05-01',
		endsOn: '2027-04-30',
		source: 'Listing of approved devices, printed 2026-01-15',
		...overrides
	};
}

export function aFirmwareCampaign<F extends Fields>(overrides?: F) {
	return {
		campaignId: 'C1',
		terminalId: 'T1',
		name: 'Spring update',
		vendor: 'Landi',
		model: 'A8',
		version: '4.0.0',
		ring: 0,
		status: 'running',
		windowFrom: '02:00',
		windowTo: '05:00',
		...overrides
	};
}

export function aNotice<F extends Fields>(overrides?: F) {
	return {
		noticeId: 'N1',
		issuer: 'ICBC',
		kind: 'maintenance',
		startsAt: '2026-03-02T02:00:00+08:00',
		endsAt: '2026-03-02T04:00:00+08:00',
		text: '系统升级',
		...overrides
	};
}
