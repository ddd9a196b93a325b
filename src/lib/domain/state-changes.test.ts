import { expect, it } from 'vitest';
import { stateChangeKind, stateChangesOf } from './state-changes.ts';

it('a change is worse when it is more urgent than before, whatever came before', () => {
	expect(stateChangeKind('normal', 'watch')).toBe('worse');
	expect(stateChangeKind('learning', 'abnormal')).toBe('worse');
	expect(stateChangeKind('watch', 'silent')).toBe('worse');
	expect(stateChangeKind('abnormal', 'watch')).toBe('eased');
	expect(stateChangeKind('silent', 'known_outage')).toBe('eased');
});

it('recovered is only what needs nobody any more', () => {
	expect(stateChangeKind('abnormal', 'normal')).toBe('recovered');
	expect(stateChangeKind('silent', 'learning')).toBe('recovered');
	expect(stateChangeKind('learning', 'normal')).toBe('settled');
	expect(stateChangeKind(null, 'abnormal')).toBe('new');
});

it('every pair of states is of one kind', () => {
	const all = stateChangesOf(['worse', 'recovered', 'new', 'eased', 'settled']);
	expect(all).toHaveLength(6 * 5);
	expect(stateChangesOf(['settled'])).toEqual([
		{ from: 'normal', to: 'learning' },
		{ from: 'learning', to: 'normal' }
	]);
});
