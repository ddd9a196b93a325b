import { describe, expect, it } from 'vitest';
import { judgeFirmware, type FirmwareRelease, type InstalledFirmware } from './firmware-judgement.ts';

const NOW_MS = Date.parse('2026-03-08T12:00:00Z');
const DAY_MS = 86_400_000;

function release(version: string, fields: Partial<FirmwareRelease> = {}): FirmwareRelease {
	return {
		version,
		rank: null,
		status: 'supported',
		releasedAtMs: null,
		endOfSupportMs: null,
		minSecure: null,
		scheme: null,
		...fields
	};
}

const CATALOGUE = [
	release('9.0', { rank: 1, status: 'end_of_support', releasedAtMs: NOW_MS - 400 * DAY_MS }),
	release('10.0', { rank: 2, releasedAtMs: NOW_MS - 300 * DAY_MS, minSecure: '10.0' }),
	release('10.0.1', { rank: 3, status: 'withdrawn', releasedAtMs: NOW_MS - 250 * DAY_MS }),
	release('10.1', { rank: 4, status: 'current', releasedAtMs: NOW_MS - 90 * DAY_MS }),
	release('10.2', { rank: 5, status: 'rollout', releasedAtMs: NOW_MS - 9 * DAY_MS })
];

function judged(version: string, releases = CATALOGUE, told: Partial<InstalledFirmware> = {}) {
	return judgeFirmware({ version, otherModel: null, spans: [], ...told }, releases, NOW_MS);
}

describe('judgeFirmware', () => {
	it('says what is current, and takes a version that is being rolled out for no worse', () => {
		expect(judged('10.1')).toMatchObject({ verdict: 'current', target: null, behindReleases: 0 });
		expect(judged('10.2')).toMatchObject({ verdict: 'current', target: null, behindReleases: 0 });
	});

	it('says by how many releases and since when a terminal is behind; withdrawn ones and roll-outs do not count', () => {
		expect(judged('10.0')).toMatchObject({
			verdict: 'behind',
			target: '10.1',
			behindReleases: 1,
			behindSinceMs: NOW_MS - 90 * DAY_MS
		});
		expect(judged('9.0')).toMatchObject({ behindReleases: 2, behindSinceMs: NOW_MS - 300 * DAY_MS });
	});

	it('names the worst first and keeps the rest', () => {
		expect(judged('9.0').findings).toEqual(['below_min_secure', 'unsupported', 'behind']);
		expect(judged('10.0.1').verdict).toBe('withdrawn');
	});

	it('takes support for ended on its day, whatever the status says', () => {
		const ends = (endOfSupportMs: number) => [release('1.0', { status: 'current', endOfSupportMs })];
		expect(judged('1.0', ends(NOW_MS)).verdict).toBe('unsupported');
		expect(judged('1.0', ends(NOW_MS + 1)).verdict).toBe('current');
	});

	it('tells a version nobody listed from one of another model, even where it may be compared', () => {
		expect(judged('8.5')).toMatchObject({
			verdict: 'below_min_secure',
			findings: expect.arrayContaining(['unknown_version'])
		});
		expect(judged('10.0.5')).toMatchObject({ verdict: 'unknown_version', behindReleases: 1 });
		expect(judged('V9.9', CATALOGUE, { otherModel: 'N910' })).toMatchObject({
			verdict: 'below_min_secure',
			otherModel: 'N910'
		});
		expect(judged('QT1', CATALOGUE, { otherModel: 'V400m' })).toMatchObject({
			verdict: 'wrong_model',
			otherModel: 'V400m'
		});
		expect(judged('10.1', CATALOGUE, { otherModel: 'V400m' }).otherModel).toBeNull();
	});

	it('goes by rank where the texts say the contrary, and by texts where there is no rank', () => {
		const reversed = [release('2.0', { rank: 1 }), release('1.0', { rank: 2, status: 'current' })];
		expect(judged('2.0', reversed).verdict).toBe('behind');
		const unranked = [release('1.9'), release('1.10', { status: 'current' })];
		expect(judged('1.9', unranked)).toMatchObject({ verdict: 'behind', behindReleases: 1, behindSinceMs: null });
	});

	it('calls nothing outdated that cannot be compared', () => {
		const opaque = [release('QT850213'), release('QT850221', { status: 'current' })];
		expect(judged('QT850213', opaque)).toMatchObject({ verdict: 'not_comparable', behindReleases: null });
		expect(judged('QT850100', opaque)).toMatchObject({ verdict: 'unknown_version', behindReleases: null });
		const platforms = [
			release('PayDroid_5.1.1_Aquarius_V02.3.15_20181012'),
			release('PayDroid_8.1.0_Sagittarius_V11.1.61_20240226', {
				status: 'current',
				minSecure: 'PayDroid_8.1.0_Sagittarius_V11.1.61_20240226'
			})
		];
		expect(judged('PayDroid_5.1.1_Aquarius_V02.3.15_20181012', platforms).verdict).toBe('not_comparable');
	});

	it('orders by the scheme that the owner names', () => {
		const debian = [release('1.2~rc1', { scheme: 'debian' }), release('1.2', { status: 'current', scheme: 'debian' })];
		expect(judged('1.2~rc1', debian).verdict).toBe('behind');
	});

	it('knows an update that did not hold, and forgets it when the terminal went on or time passed', () => {
		const spans = (...days: [string, number][]) =>
			days.map(([version, ago]) => ({ version, fromMs: NOW_MS - ago * DAY_MS }));
		const bounced = spans(['10.0', 300], ['10.1', 3], ['10.0', 2]);
		expect(judged('10.0', CATALOGUE, { spans: bounced })).toMatchObject({
			verdict: 'interrupted',
			interruptedMs: NOW_MS - 2 * DAY_MS
		});
		expect(judged('10.1', CATALOGUE, { spans: [...bounced, ...spans(['10.1', 1])] }).verdict).toBe('current');
		expect(judged('10.1', CATALOGUE, { spans: spans(['10.0', 300], ['10.1', 3]) }).verdict).toBe('current');
		expect(judged('10.0', CATALOGUE, { spans: spans(['10.0', 300], ['10.1', 40], ['10.0', 30]) }).verdict).toBe(
			'behind'
		);
	});

	it('says so where nothing was reported or nobody keeps a catalogue', () => {
		expect(judged('').verdict).toBe('not_reported');
		expect(judged('1.0', []).verdict).toBe('no_catalogue');
	});
});
