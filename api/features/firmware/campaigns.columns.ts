// Campaigns and their terminals as files.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { CampaignItem, CampaignTerminalItem } from './campaigns.schemas.ts';

export const CAMPAIGNS_FILE: ListFile<CampaignItem> = {
	list: 'firmware-campaigns',
	title: { en: 'Firmware campaigns', zh: '固件升级任务' },
	columns: [
		...columnsOf<CampaignItem>({
			campaignId: 'identifier',
			name: 'text',
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			ring: 'integer',
			status: 'text',
			advice: 'text',
			decision: 'text',
			decidedAt: 'instant',
			decidedBy: 'text',
			reason: 'text',
			startsAt: 'instant',
			windowFrom: 'text',
			windowTo: 'text',
			terminals: 'integer',
			updated: 'integer',
			failed: 'integer',
			waiting: 'integer',
			outsideWindow: 'integer',
			firstUpdateAt: 'instant',
			latestUpdateAt: 'instant',
			verdict: 'text'
		}),
		{ heading: HEADINGS.rolloutEffect, type: 'proportion', value: ({ effect }) => effect },
		...columnsOf<CampaignItem>({ effectLow: 'proportion', effectHigh: 'proportion' })
	]
};

export const CAMPAIGN_TERMINALS_FILE: ListFile<CampaignTerminalItem> = {
	list: 'firmware-campaign-terminals',
	title: { en: 'Terminals of a firmware campaign', zh: '固件升级任务终端' },
	columns: columnsOf<CampaignTerminalItem>({
		terminalId: 'identifier',
		acquirerId: 'identifier',
		merchantId: 'identifier',
		merchantName: 'text',
		ring: 'integer',
		progress: 'text',
		firmware: 'identifier',
		outcome: 'text',
		failure: 'text',
		updatedAt: 'instant',
		localTime: 'text',
		placeTimeZone: 'text',
		isOutsideWindow: 'boolean'
	})
};
