import { certificateSpec } from './certificate.ts';
import { expirySpec } from './expiry.ts';
import { feeAgreementSpec } from './fee-agreement.ts';
import { firmwareCampaignSpec } from './firmware-campaign.ts';
import { firmwareReleaseSpec } from './firmware-release.ts';
import { heartbeatSpec } from './heartbeat.ts';
import { merchantSpec } from './merchant.ts';
import { noticeSpec } from './notice.ts';
import { terminalSpec } from './terminal.ts';
import { transactionSpec } from './transaction.ts';

/** Every kind of record that can come in. */
export const recordSpecs = {
	transaction: transactionSpec,
	heartbeat: heartbeatSpec,
	merchant: merchantSpec,
	terminal: terminalSpec,
	feeAgreement: feeAgreementSpec,
	certificate: certificateSpec,
	firmwareRelease: firmwareReleaseSpec,
	firmwareCampaign: firmwareCampaignSpec,
	expiry: expirySpec,
	notice: noticeSpec
} as const;

export type RecordKind = keyof typeof recordSpecs;
