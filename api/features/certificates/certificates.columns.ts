// Certificates, days and cliffs as files.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { CalendarItem, CertificateHolder, CertificateItem, CliffItem } from './certificates.schemas.ts';

export const CERTIFICATES_FILE: ListFile<CertificateItem> = {
	list: 'certificates',
	title: { en: 'Certificates', zh: '证书' },
	columns: [
		...columnsOf<CertificateItem>({ fingerprint: 'identifier' }),
		{ heading: HEADINGS.certificateKind, type: 'text', value: ({ kind }) => kind },
		...columnsOf<CertificateItem>({ subject: 'text' }),
		{ heading: HEADINGS.certificateIssuer, type: 'text', value: ({ issuer }) => issuer },
		...columnsOf<CertificateItem>({
			serialNumber: 'identifier',
			notBefore: 'instant',
			notAfter: 'instant',
			state: 'text'
		}),
		{ heading: HEADINGS.findings, type: 'text', value: ({ findings }) => findings.join(' ') || null },
		...columnsOf<CertificateItem>({
			keyType: 'text',
			keyBits: 'integer',
			signatureAlgorithm: 'text',
			terminals: 'integer'
		}),
		{ heading: HEADINGS.sharedWith, type: 'identifier', value: ({ sharedBy }) => sharedBy.join(' ') || null }
	]
};

export const CALENDAR_FILE: ListFile<CalendarItem> = {
	list: 'certificate-calendar',
	title: { en: 'Certificates by the day they end', zh: '证书到期日历' },
	columns: columnsOf<CalendarItem>({
		day: 'date',
		certificates: 'integer',
		terminals: 'integer',
		papers: 'integer',
		unverifiedPapers: 'integer'
	})
};

export const CLIFFS_FILE: ListFile<CliffItem> = {
	list: 'certificate-cliffs',
	title: { en: 'Many certificates that end on one day', zh: '证书集中到期' },
	columns: [
		...columnsOf<CliffItem>({ day: 'date' }),
		{ heading: HEADINGS.cliffOf, type: 'text', value: (item) => item.of },
		{ heading: HEADINGS.certificateIssuer, type: 'text', value: ({ issuer }) => issuer },
		...columnsOf<CliffItem>({ certificates: 'integer', papers: 'integer', terminals: 'integer', isCliff: 'boolean' })
	]
};

export const HOLDERS_FILE: ListFile<CertificateHolder> = {
	list: 'certificate-holders',
	title: { en: 'Who has the certificate', zh: '证书持有方' },
	columns: [
		{ heading: HEADINGS.certificateOwner, type: 'identifier', value: ({ owner }) => owner },
		{ heading: HEADINGS.serial, type: 'identifier', value: ({ serial }) => serial },
		...columnsOf<CertificateHolder>({
			model: 'text',
			merchantName: 'text',
			registeredAt: 'instant',
			reportedFrom: 'instant',
			reportedUntil: 'instant'
		})
	]
};
