import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { UncomparedItem, UncomparedSale } from './fee-coverage.schemas.ts';
import type { WhatIfMerchant } from './fee-what-if.schemas.ts';
import type { ChangeItem, CourseItem, DriftItem, DriftSale } from './fees.schemas.ts';

const MONEY = { chargedMinor: 'money', expectedMinor: 'money', driftMinor: 'money' } as const;

export const DRIFT_FILE: ListFile<DriftItem> = {
	list: 'fee-drift',
	title: { en: 'Fee drift', zh: '费率偏差' },
	columns: [
		...columnsOf<DriftItem>({
			terminalId: 'identifier',
			merchantId: 'identifier',
			merchantName: 'text',
			acquirerId: 'identifier',
			vendor: 'text',
			model: 'text',
			product: 'text'
		}),
		{ heading: HEADINGS.feeDriftKind, type: 'text', value: ({ kind }) => kind },
		...columnsOf<DriftItem>({
			cardRegion: 'text',
			since: 'instant',
			lastAt: 'instant',
			firstSale: 'identifier',
			contractedPpm: 'integer',
			configuredPpm: 'integer',
			effectivePpm: 'integer',
			sales: 'integer',
			amountMinor: 'money',
			...MONEY,
			driftMinorPerMonth: 'money',
			currency: 'text',
			isSilent: 'boolean'
		}),
		{ heading: HEADINGS.claimStatus, type: 'text', value: ({ status }) => status },
		{ heading: HEADINGS.owner, type: 'text', value: ({ claim }) => claim?.owner ?? null },
		{
			heading: HEADINGS.recoveredMinor,
			type: 'money',
			value: ({ claim }) => claim?.recoveredMinor ?? null,
			currency: ({ currency }) => currency
		},
		{ heading: HEADINGS.note, type: 'text', value: ({ claim }) => claim?.note ?? null }
	]
};

const TERMS = {
	ratePpm: 'integer',
	capMinor: 'integer',
	minMinor: 'integer',
	fixedMinor: 'integer',
	rounding: 'text'
} as const;

export const DRIFT_SALES_FILE: ListFile<DriftSale> = {
	list: 'fee-sales',
	title: { en: 'Sales charged otherwise than agreed', zh: '收费与协议不符的交易' },
	columns: [
		...columnsOf<DriftSale>({
			occurredAt: 'instant',
			transactionId: 'identifier',
			amountMinor: 'money',
			...MONEY,
			currency: 'text'
		}),
		{ heading: HEADINGS.feeSign, type: 'text', value: ({ sign }) => sign },
		...columnsOf<DriftSale>({
			agreementId: 'identifier',
			cardRegion: 'text',
			validFrom: 'date',
			...TERMS,
			mcc: 'identifier',
			soldRegion: 'text'
		})
	]
};

export const CHANGES_FILE: ListFile<ChangeItem> = {
	list: 'fee-changes',
	title: { en: 'Ledger of fee rates', zh: '费率变更台账' },
	columns: columnsOf<ChangeItem>({
		enteredAt: 'instant',
		enteredBy: 'text',
		approvedBy: 'text',
		merchantId: 'identifier',
		merchantName: 'text',
		acquirerId: 'identifier',
		product: 'text',
		cardRegion: 'text',
		agreementId: 'identifier',
		validFrom: 'date',
		validTo: 'date',
		previousPpm: 'integer',
		...TERMS,
		isWithdrawn: 'boolean',
		document: 'text'
	})
};

export const WHAT_IF_FILE: ListFile<WhatIfMerchant> = {
	list: 'fees-what-if',
	title: { en: 'Fees under proposed terms', zh: '拟议费率测算' },
	columns: columnsOf<WhatIfMerchant>({
		merchantId: 'identifier',
		merchantName: 'text',
		acquirerId: 'identifier',
		sales: 'integer',
		amountMinor: 'money',
		chargedMinor: 'money',
		proposedMinor: 'money',
		differenceMinor: 'money',
		currency: 'text'
	})
};

export const UNCOMPARED_FILE: ListFile<UncomparedItem> = {
	list: 'fees-uncompared',
	title: { en: 'Sales that could not be compared', zh: '无法比对的交易' },
	columns: [
		...columnsOf<UncomparedItem>({
			merchantId: 'identifier',
			merchantName: 'text',
			acquirerId: 'identifier',
			product: 'text',
			soldRegion: 'text'
		}),
		{ heading: HEADINGS.feeGap, type: 'text', value: ({ reason }) => reason },
		...columnsOf<UncomparedItem>({
			sales: 'integer',
			amountMinor: 'money',
			chargedMinor: 'money',
			currency: 'text',
			firstAt: 'instant',
			lastAt: 'instant'
		})
	]
};

export const UNCOMPARED_SALES_FILE: ListFile<UncomparedSale> = {
	list: 'fees-uncompared-sales',
	title: { en: 'Sales that could not be compared, one by one', zh: '无法比对的交易明细' },
	columns: [
		...columnsOf<UncomparedSale>({
			occurredAt: 'instant',
			transactionId: 'identifier',
			terminalId: 'identifier',
			product: 'text',
			soldRegion: 'text',
			amountMinor: 'money',
			chargedMinor: 'money',
			currency: 'text'
		}),
		{ heading: HEADINGS.feeGap, type: 'text', value: ({ reason }) => reason }
	]
};

export const COURSE_FILE: ListFile<CourseItem> = {
	list: 'fee-course',
	title: { en: 'Fees by day', zh: '每日手续费' },
	columns: columnsOf<CourseItem>({
		day: 'date',
		product: 'text',
		sales: 'integer',
		amountMinor: 'money',
		chargedMinor: 'money',
		expectedMinor: 'money',
		currency: 'text',
		contractedPpm: 'integer',
		effectivePpm: 'integer'
	})
};
