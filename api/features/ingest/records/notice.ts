import { required } from './field.ts';
import { ANY_RANGE, instant } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { checkOrder } from './shared-fields.ts';
import { choice, id, text } from './text-fields.ts';

export const noticeSpec = defineRecord({
	kind: 'notice',
	description: 'What a bank, a host or a carrier announced',
	fields: {
		noticeId: required(id('Notice as its sender names it')),
		issuer: id('Bank it is about'),
		acquirerId: id('Acquirer it is about'),
		carrier: text(64, 'Carrier it is about'),
		kind: required(choice(['maintenance', 'outage'], 'Planned, or already happening')),
		startsAt: required(instant(ANY_RANGE, 'When it begins')),
		endsAt: required(instant(ANY_RANGE, 'When it is expected to end')),
		text: text(4000, 'What it says'),
		publishedAt: instant(ANY_RANGE, 'When it was published')
	},
	check: ({ issuer, acquirerId, carrier, startsAt, endsAt }, findings) => {
		checkOrder({ start: 'startsAt', end: 'endsAt' }, startsAt, endsAt, findings);
		if (issuer === null && acquirerId === null && carrier === null && findings.problems.length === 0) {
			findings.add('issuer', 'missing', 'is required, or acquirerId, or carrier: whom is the notice about?');
		}
	},
	build: ({ startsAt, endsAt, publishedAt, ...rest }) => ({
		...rest,
		startsAtMs: startsAt,
		endsAtMs: endsAt,
		publishedAtMs: publishedAt
	})
});

export type NoticeRecord = NonNullable<ReturnType<typeof noticeSpec.validate>>;
