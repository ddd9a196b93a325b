import { describe, expect, it } from 'vitest';
import { terminalChecks, type CheckEvidence, type TerminalCheckId } from './terminal-checks.ts';

const NOW_MS = Date.parse('2026-03-08T12:00:00Z');
const DAY_MS = 86_400_000;

const NOTHING: CheckEvidence = {
	nowMs: NOW_MS,
	attempts: 0,
	networkFailures: 0,
	upstreamFailures: 0,
	securityFailures: 0,
	networkSinceMs: null,
	upstreamSinceMs: null,
	securitySinceMs: null,
	lastSeenMs: null,
	rttMs: null,
	rssiDbm: null,
	lossPct: null,
	tamper: null,
	keysReported: null,
	certificates: [],
	firmware: null,
	firmwareSinceMs: null,
	firmwareSpans: [],
	releases: [],
	firmwareOfModel: null,
	configuredFees: null,
	agreedFees: []
};
const RELEASE = { releasedAtMs: null, endOfSupportMs: null, minSecure: '10.0', scheme: null };
const RELEASES = [
	{ ...RELEASE, version: '9.0', rank: 1, status: 'end_of_support' },
	{ ...RELEASE, version: '10.0', rank: 2, status: 'supported' },
	{ ...RELEASE, version: '10.1', rank: 3, status: 'current' }
] as const;
const FEE = { product: 0, ratePpm: 6000, capMinor: null, fixedMinor: null };

function checkOf(id: TerminalCheckId, told: Partial<CheckEvidence>) {
	return terminalChecks({ ...NOTHING, ...told }).find(({ check }) => check === id);
}

function verdictOf(id: TerminalCheckId, told: Partial<CheckEvidence>) {
	return checkOf(id, told)?.verdict;
}

describe('terminalChecks', () => {
	it('says of everything that nothing was told where nothing was', () => {
		expect(terminalChecks(NOTHING).map(({ verdict }) => verdict)).toEqual(Array(6).fill('no_data'));
	});

	it('accuses no line by few attempts, and one that fails beyond chance', () => {
		expect(verdictOf('line', { attempts: 4, networkFailures: 2 })).toBe('ok');
		expect(verdictOf('line', { attempts: 200, networkFailures: 8 })).toBe('attention');
		expect(verdictOf('line', { attempts: 200, networkFailures: 30 })).toBe('bad');
	});

	it('takes a weak signal for worse the lower it is, and silence by its hours', () => {
		expect(verdictOf('line', { rssiDbm: -80 })).toBe('ok');
		expect(verdictOf('line', { rssiDbm: -110 })).toBe('attention');
		expect(verdictOf('line', { rssiDbm: -118 })).toBe('bad');
		expect(verdictOf('line', { lastSeenMs: NOW_MS - 3 * DAY_MS })).toBe('bad');
	});

	it('blames the host only by upstream failures', () => {
		expect(verdictOf('host', { attempts: 100, networkFailures: 60 })).toBe('ok');
		expect(verdictOf('host', { attempts: 100, upstreamFailures: 25 })).toBe('bad');
	});

	it('knows broken keys and an opened case', () => {
		expect(verdictOf('keys', { attempts: 500, securityFailures: 4 })).toBe('attention');
		expect(verdictOf('keys', { keysReported: 3, tamper: true })).toBe('bad');
		expect(verdictOf('keys', { keysReported: 3, tamper: false })).toBe('ok');
	});

	it('goes by the certificate that ends first', () => {
		const ending = (days: number) => ({ notAfterMs: NOW_MS + days * DAY_MS, isRegistered: true, sharedWith: 0 });
		expect(verdictOf('certificate', { certificates: [ending(300), ending(40)] })).toBe('ok');
		expect(verdictOf('certificate', { certificates: [ending(300), ending(20)] })).toBe('attention');
		expect(verdictOf('certificate', { certificates: [ending(-1)] })).toBe('bad');
	});

	it('warns of a certificate that another terminal has, too', () => {
		const certificates = [{ notAfterMs: NOW_MS + 300 * DAY_MS, isRegistered: true, sharedWith: 2 }];
		expect(checkOf('certificate', { certificates })).toMatchObject({
			verdict: 'attention',
			findings: [{ kind: 'expires_in_days' }, { kind: 'shared_with', value: 2 }]
		});
	});

	it('says since when the worst of what it found has been so', () => {
		const expired = [{ notAfterMs: NOW_MS - DAY_MS, isRegistered: true, sharedWith: 0 }];
		expect(checkOf('certificate', { certificates: expired })?.sinceMs).toBe(NOW_MS - DAY_MS);
		const silence = { lastSeenMs: NOW_MS - 3 * DAY_MS, attempts: 200, networkFailures: 30, networkSinceMs: NOW_MS };
		expect(checkOf('line', silence)?.sinceMs).toBe(NOW_MS - 3 * DAY_MS);
		expect(checkOf('line', { ...silence, lastSeenMs: NOW_MS })?.sinceMs).toBe(NOW_MS);
		expect(checkOf('line', { attempts: 200, networkFailures: 0, networkSinceMs: NOW_MS })?.sinceMs).toBeNull();
		const dropped = [{ ...RELEASES[0], minSecure: null, endOfSupportMs: NOW_MS - 9 * DAY_MS }];
		const installed = { firmware: '9.0', firmwareSinceMs: NOW_MS - 20 * DAY_MS, releases: dropped };
		expect(checkOf('firmware', installed)?.sinceMs).toBe(NOW_MS - 9 * DAY_MS);
		const configuredFees = [{ ...FEE, ratePpm: 5000 }];
		expect(checkOf('fees', { configuredFees, agreedFees: [{ ...FEE, sinceMs: 7 }] })?.sinceMs).toBe(7);
	});

	it('orders firmware by rank and not as text', () => {
		expect(verdictOf('firmware', { firmware: '9.0', releases: RELEASES })).toBe('bad');
		expect(verdictOf('firmware', { firmware: '10.0', releases: RELEASES })).toBe('ok');
		expect(verdictOf('firmware', { firmware: '11', releases: RELEASES })).toBe('attention');
	});

	it('warns of an update that did not hold and of firmware of another model', () => {
		const spans = ['10.0', '10.1', '10.0'].map((version, index) => ({
			version,
			fromMs: NOW_MS - (3 - index) * DAY_MS
		}));
		const bounced = { firmware: '10.0', firmwareSpans: spans, releases: RELEASES };
		expect(checkOf('firmware', bounced)).toMatchObject({ verdict: 'attention', sinceMs: NOW_MS - DAY_MS });
		expect(verdictOf('firmware', { firmware: 'QT1', firmwareOfModel: 'V400m', releases: RELEASES })).toBe('bad');
	});

	it('holds fees as configured against those agreed on, product by product', () => {
		expect(verdictOf('fees', { configuredFees: [FEE], agreedFees: [] })).toBe('no_data');
		expect(verdictOf('fees', { configuredFees: [FEE], agreedFees: [{ ...FEE, fixedMinor: 0 }] })).toBe('ok');
		expect(verdictOf('fees', { configuredFees: [FEE], agreedFees: [{ ...FEE, ratePpm: 5000 }] })).toBe('bad');
	});
});
