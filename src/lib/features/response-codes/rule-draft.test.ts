import { expect, it } from 'vitest';
import { fitsTogether, ruleOfDraft } from './rule-draft.ts';

const CODE = { codeProfile: 'cup', responseCode: 'Q7' } as const;
const DRAFT = {
	cause: 'network',
	scope: 'terminal',
	meaningEn: ' Line lost ',
	meaningZh: '断线',
	fromDay: ''
} as const;

it('begins a rule with the day of the fleet, not with that of UTC', () => {
	expect(ruleOfDraft(CODE, { ...DRAFT, fromDay: '2026-03-05' }, 'Asia/Shanghai').validFrom).toBe(
		'2026-03-04T16:00:00.000Z'
	);
	expect(ruleOfDraft(CODE, DRAFT, 'Asia/Shanghai')).toMatchObject({ ...CODE, validFrom: null, meaningEn: 'Line lost' });
});

it('pairs approved with approvals only', () => {
	expect(fitsTogether({ cause: 'approved', scope: 'approved_check' })).toBe(true);
	expect(fitsTogether({ cause: 'approved', scope: 'terminal' })).toBe(false);
	expect(fitsTogether({ cause: 'network', scope: 'approved' })).toBe(false);
	expect(fitsTogether({ cause: 'network', scope: 'ambiguous' })).toBe(true);
});
