// Versions, terminals behind and roll-outs as files.
import { HEADINGS } from '#lib/domain/headings.ts';
import { columnsOf, type Column } from '#api/platform/export/columns.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { OutdatedItem, RolloutItem, VersionItem } from './firmware.schemas.ts';

const FINDINGS: Column<Pick<VersionItem, 'findings'>> = {
	heading: HEADINGS.findings,
	type: 'text',
	value: ({ findings }) => findings.join(' ') || null
};

export const VERSIONS_FILE: ListFile<VersionItem> = {
	list: 'firmware-versions',
	title: { en: 'Firmware versions', zh: '固件版本' },
	columns: [
		...columnsOf<VersionItem>({
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			terminals: 'integer',
			terminalShare: 'proportion',
			interrupted: 'integer',
			verdict: 'text'
		}),
		FINDINGS,
		...columnsOf<VersionItem>({
			target: 'identifier',
			behindReleases: 'integer',
			behindSince: 'instant',
			endOfSupportAt: 'instant',
			minSecure: 'identifier',
			otherModel: 'text',
			releaseStatus: 'text',
			rank: 'integer',
			releasedAt: 'instant',
			attempts: 'integer',
			terminal: 'integer',
			rate: 'proportion',
			rateLow: 'proportion',
			rateHigh: 'proportion'
		})
	]
};

export const OUTDATED_FILE: ListFile<OutdatedItem> = {
	list: 'firmware-terminals',
	title: { en: 'Terminals by the state of their firmware', zh: '固件待处理终端' },
	columns: [
		...columnsOf<OutdatedItem>({
			terminalId: 'identifier',
			acquirerId: 'identifier',
			merchantId: 'identifier',
			merchantName: 'text',
			region: 'text',
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			firmwareSince: 'instant',
			verdict: 'text'
		}),
		FINDINGS,
		...columnsOf<OutdatedItem>({
			target: 'identifier',
			behindReleases: 'integer',
			behindSince: 'instant',
			endOfSupportAt: 'instant',
			minSecure: 'identifier',
			otherModel: 'text'
		})
	]
};

type Side = 'updatedBefore' | 'updatedAfter' | 'peersBefore' | 'peersAfter';

const tally = (side: Side): Column<RolloutItem>[] => [
	{ heading: HEADINGS[`${side}Attempts`], type: 'integer', value: (item) => item[side].attempts },
	{ heading: HEADINGS[`${side}Failures`], type: 'integer', value: (item) => item[side].failures }
];

export const ROLLOUTS_FILE: ListFile<RolloutItem> = {
	list: 'firmware-rollouts',
	title: { en: 'Firmware roll-outs', zh: '固件升级效果' },
	columns: [
		...columnsOf<RolloutItem>({
			vendor: 'text',
			model: 'text',
			firmware: 'identifier',
			acquirerId: 'identifier',
			startedAt: 'instant',
			latestUpdateAt: 'instant',
			updated: 'integer',
			waiting: 'integer',
			verdict: 'text',
			lacks: 'text',
			attemptsMissing: 'integer',
			daysMissing: 'integer',
			terminalsMissing: 'integer',
			comparedShare: 'proportion'
		}),
		{ heading: HEADINGS.rolloutEffect, type: 'proportion', value: ({ effect }) => effect },
		...columnsOf<RolloutItem>({ effectLow: 'proportion', effectHigh: 'proportion' }),
		...tally('updatedBefore'),
		...tally('updatedAfter'),
		...tally('peersBefore'),
		...tally('peersAfter'),
		{
			heading: HEADINGS.codesThatStand,
			type: 'text',
			value: ({ codes }) =>
				codes
					.filter(({ stands }) => stands)
					.map(({ codeProfile, responseCode }) => `${codeProfile}:${responseCode ?? 'no-answer'}`)
					.join(' ') || null
		}
	]
};
