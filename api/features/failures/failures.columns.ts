// Rankings and series as files.
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf, type Column } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { Group } from './failure-groups.schemas.ts';
import type { FirstOutcome } from './failure-patterns.schemas.ts';
import type { MerchantRanking, SeriesItem, TerminalRanking } from './failures.schemas.ts';

type RankedTerminal = TerminalRanking['items'][number];
type RankedMerchant = MerchantRanking['items'][number];
type Ranked = Omit<RankedTerminal | RankedMerchant, never>;

const MEASURES: readonly Column<Ranked>[] = [
	...columnsOf<Ranked>({
		state: 'text',
		attempts: 'integer',
		approved: 'integer',
		terminal: 'integer',
		upstream: 'integer',
		business: 'integer',
		unresolved: 'integer',
		rate: 'proportion',
		rateLow: 'proportion',
		rateHigh: 'proportion',
		approvalRate: 'proportion',
		upstreamRate: 'proportion',
		businessRate: 'proportion',
		unresolvedRate: 'proportion',
		peerRate: 'proportion',
		expected: 'decimal',
		observedToExpected: 'decimal'
	}),
	{ heading: HEADINGS.previousAttempts, type: 'integer', value: ({ previous }) => previous?.attempts ?? null },
	{ heading: HEADINGS.previousTerminal, type: 'integer', value: ({ previous }) => previous?.terminal ?? null },
	{ heading: HEADINGS.previousRate, type: 'proportion', value: ({ previous }) => previous?.rate ?? null },
	{ heading: HEADINGS.previousRateLow, type: 'proportion', value: ({ previous }) => previous?.rateLow ?? null },
	{ heading: HEADINGS.previousRateHigh, type: 'proportion', value: ({ previous }) => previous?.rateHigh ?? null },
	{ heading: HEADINGS.rateChange, type: 'decimal', value: ({ change }) => change },
	...columnsOf<Ranked>({
		changeLow: 'decimal',
		changeHigh: 'decimal',
		amountMinor: 'money',
		failedAmountMinor: 'money',
		currency: 'text'
	}),
	...FAILURE_CAUSES.map((cause): Column<Ranked> => ({
		heading: HEADINGS[cause],
		type: 'integer',
		value: (item) => item.causes[cause]
	}))
];

export const TERMINAL_RANKING_FILE: ListFile<RankedTerminal> = {
	list: 'failures-by-terminal',
	title: { en: 'Failures by terminal', zh: '终端失败排名' },
	columns: [
		...columnsOf<RankedTerminal>({
			terminalId: 'identifier',
			merchantId: 'identifier',
			merchantName: 'text',
			acquirerId: 'identifier',
			region: 'text',
			registered: 'boolean',
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			carrier: 'text'
		}),
		...MEASURES
	]
};

export const MERCHANT_RANKING_FILE: ListFile<RankedMerchant> = {
	list: 'failures-by-merchant',
	title: { en: 'Failures by merchant', zh: '商户失败排名' },
	columns: [
		...columnsOf<RankedMerchant>({
			merchantId: 'identifier',
			name: 'text',
			acquirerId: 'identifier',
			region: 'text',
			registered: 'boolean',
			mcc: 'identifier',
			terminals: 'integer'
		}),
		...MEASURES
	]
};

export const SERIES_FILE: ListFile<SeriesItem> = {
	list: 'failures-over-time',
	title: { en: 'Failures over time', zh: '失败走势' },
	columns: columnsOf<SeriesItem>({
		bucketStart: 'instant',
		group: 'identifier',
		groupLabel: 'text',
		profile: 'text',
		attempts: 'integer',
		approved: 'integer',
		terminal: 'integer',
		upstream: 'integer',
		business: 'integer',
		unresolved: 'integer',
		amountMinor: 'money',
		currency: 'text'
	})
};

export const GROUPS_FILE: ListFile<Group> = {
	list: 'failures-by-group',
	title: { en: 'Failures by group', zh: '分组失败统计' },
	columns: [
		...columnsOf<Group>({
			group: 'identifier',
			groupLabel: 'text',
			profile: 'text',
			attempts: 'integer',
			approved: 'integer',
			terminal: 'integer',
			upstream: 'integer',
			business: 'integer',
			unresolved: 'integer',
			rate: 'proportion',
			rateLow: 'proportion',
			rateHigh: 'proportion',
			approvalRate: 'proportion',
			upstreamRate: 'proportion',
			businessRate: 'proportion',
			unresolvedRate: 'proportion',
			share: 'proportion',
			shareLow: 'proportion',
			shareHigh: 'proportion',
			observedToExpected: 'decimal',
			amountMinor: 'money',
			currency: 'text',
			effect: 'proportion',
			mix: 'proportion'
		}),
		...FAILURE_CAUSES.map((cause): Column<Group> => ({
			heading: HEADINGS[cause],
			type: 'integer',
			value: (item) => item.causes[cause]
		}))
	]
};

export const RETRIES_FILE: ListFile<FirstOutcome> = {
	list: 'retries',
	title: { en: 'Sales that were tried again', zh: '重试情况' },
	columns: [
		{ heading: HEADINGS.firstOutcome, type: 'text', value: ({ outcome }) => outcome },
		{ heading: HEADINGS.sales, type: 'integer', value: ({ sales }) => sales },
		{ heading: HEADINGS.retried, type: 'integer', value: ({ retried }) => retried },
		{ heading: HEADINGS.approvedAfterRetry, type: 'integer', value: (row) => row.approvedAfterRetry }
	]
};
