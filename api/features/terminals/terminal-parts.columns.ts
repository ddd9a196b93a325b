// The lists on a terminal's page as files.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { TerminalPeer, TerminalVisit } from './terminal-timeline.schemas.ts';
import type { TerminalCertificateItem, TerminalPeriod } from './terminals.schemas.ts';

export const TERMINAL_PERIODS_FILE: ListFile<TerminalPeriod> = {
	list: 'periods',
	title: { en: 'What the terminal was', zh: '终端变更记录' },
	columns: columnsOf<TerminalPeriod>({
		validFrom: 'instant',
		vendor: 'text',
		model: 'text',
		firmware: 'identifier',
		appVersion: 'identifier',
		carrier: 'text',
		connection: 'text',
		acquirerId: 'identifier'
	})
};

export const TERMINAL_CERTIFICATES_FILE: ListFile<TerminalCertificateItem> = {
	list: 'certificates',
	title: { en: 'Certificates', zh: '证书' },
	columns: [
		...columnsOf<TerminalCertificateItem>({
			fingerprint: 'identifier',
			kind: 'text',
			subject: 'text',
			notAfter: 'instant',
			isRegistered: 'boolean',
			isReported: 'boolean'
		}),
		{ heading: HEADINGS.certificateIssuer, type: 'text', value: ({ issuer }) => issuer },
		{ heading: HEADINGS.sharedWith, type: 'identifier', value: ({ sharedWith }) => sharedWith.join(' ') || null }
	]
};

export const TERMINAL_VISITS_FILE: ListFile<TerminalVisit> = {
	list: 'visits',
	title: { en: 'Visits', zh: '上门记录' },
	columns: [
		...columnsOf<TerminalVisit>({ visitedAt: 'instant', visitor: 'text' }),
		{ heading: HEADINGS.done, type: 'text', value: ({ done }) => done.join(' ') || null },
		...columnsOf<TerminalVisit>({ note: 'text', recordedAt: 'instant', recordedBy: 'text' })
	]
};

export const TERMINAL_PEERS_FILE: ListFile<TerminalPeer> = {
	list: 'peers',
	title: { en: 'Terminals of the same model', zh: '同型号终端' },
	columns: columnsOf<TerminalPeer>({
		terminalId: 'identifier',
		merchantName: 'text',
		state: 'text',
		attempts: 'integer',
		terminal: 'integer',
		rate: 'proportion',
		rateLow: 'proportion',
		rateHigh: 'proportion',
		sameCarrier: 'boolean',
		sameRegion: 'boolean'
	})
};
