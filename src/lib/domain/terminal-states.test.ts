import { describe, expect, it } from 'vitest';
import { terminalState } from './terminal-states.ts';

const PEER_RATE = 0.02;

describe('terminalState', () => {
	it('learns until there are twenty attempts, however bad they look', () => {
		expect(terminalState({ attempts: 19, terminal: 19, peerRate: PEER_RATE })).toBe('learning');
		expect(terminalState({ attempts: 20, terminal: 20, peerRate: PEER_RATE })).toBe('abnormal');
	});

	it('never judges on fewer than three failures', () => {
		expect(terminalState({ attempts: 20, terminal: 2, peerRate: 0.0001 })).toBe('normal');
	});

	it('is abnormal once the 99.8 % limit is above the peers', () => {
		expect(terminalState({ attempts: 40, terminal: 8, peerRate: PEER_RATE })).toBe('abnormal');
	});

	it('is watched between the two limits', () => {
		expect(terminalState({ attempts: 40, terminal: 3, peerRate: PEER_RATE })).toBe('watch');
	});

	it('is normal when the peers do as badly', () => {
		expect(terminalState({ attempts: 40, terminal: 8, peerRate: 0.2 })).toBe('normal');
	});

	it('puts a known outage above silence, and silence above the rate', () => {
		const bad = { attempts: 40, terminal: 30, peerRate: PEER_RATE };
		expect(terminalState({ ...bad, isSilent: true })).toBe('silent');
		expect(terminalState({ ...bad, isSilent: true, hasKnownOutage: true })).toBe('known_outage');
	});
});
