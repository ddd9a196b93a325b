// The words of the domain's closed lists. A new cause, scope or state without its words does not compile.
import type { Cause } from '#lib/domain/causes.ts';
import type { RateKey } from '#lib/domain/rates.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { TerminalState } from '#lib/domain/terminal-states.ts';
import type { WindowPreset } from '#lib/domain/time-windows.ts';
import type {
	CardRegion,
	CodeProfile,
	Connection,
	EntryMode,
	Product,
	TransactionType
} from '#lib/domain/transactions.ts';
import { m } from './messages.ts';

type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export const CAUSE_WORDS: Words<Cause> = {
	approved: m.cause_approved,
	network: m.cause_network,
	bank_system: m.cause_bank_system,
	card_data: m.cause_card_data,
	card_status: m.cause_card_status,
	funds_or_limit: m.cause_funds_or_limit,
	fee_or_merchant_config: m.cause_fee_or_merchant_config,
	security_auth: m.cause_security_auth,
	fraud_risk: m.cause_fraud_risk,
	operator: m.cause_operator,
	unknown: m.cause_unknown
};

export const SCOPE_WORDS: Words<OutcomeScope> = {
	approved: m.scope_approved,
	approved_check: m.scope_approved_check,
	terminal: m.scope_terminal,
	upstream: m.scope_upstream,
	business: m.scope_business,
	ambiguous: m.scope_ambiguous,
	excluded: m.scope_excluded
};

export const STATE_WORDS: Words<TerminalState> = {
	normal: m.state_normal,
	watch: m.state_watch,
	abnormal: m.state_abnormal,
	silent: m.state_silent,
	learning: m.state_learning,
	known_outage: m.state_known_outage
};

export const RATE_WORDS: Words<RateKey> = {
	approvalRate: m.rate_approval,
	terminalTechnicalRate: m.rate_terminal,
	upstreamRate: m.rate_upstream,
	businessRate: m.rate_business,
	unresolvedRate: m.rate_unresolved
};

/** What a rate counts, in one sentence beside its formula. */
export const RATE_EXPLANATIONS: Words<RateKey> = {
	approvalRate: m.rate_approval_explained,
	terminalTechnicalRate: m.rate_terminal_explained,
	upstreamRate: m.rate_upstream_explained,
	businessRate: m.rate_business_explained,
	unresolvedRate: m.rate_unresolved_explained
};

/** What whoever stands at the counter or holds the phone should do about a failure of this cause. */
export const CAUSE_ACTIONS: Words<Cause> = {
	approved: m.action_approved,
	network: m.action_network,
	bank_system: m.action_bank_system,
	card_data: m.action_card_data,
	card_status: m.action_card_status,
	funds_or_limit: m.action_funds_or_limit,
	fee_or_merchant_config: m.action_fee_or_merchant_config,
	security_auth: m.action_security_auth,
	fraud_risk: m.action_fraud_risk,
	operator: m.action_operator,
	unknown: m.action_unknown
};

export const WINDOW_WORDS: Words<WindowPreset> = {
	today: m.window_today,
	yesterday: m.window_yesterday,
	'24h': m.window_24h,
	'7d': m.window_7d,
	'30d': m.window_30d
};

export const TYPE_WORDS: Words<TransactionType> = {
	sale: m.type_sale,
	refund: m.type_refund,
	void: m.type_void,
	preauth: m.type_preauth,
	preauth_completion: m.type_preauth_completion,
	reversal: m.type_reversal,
	balance_inquiry: m.type_balance_inquiry,
	service_fee: m.type_service_fee
};

export const PRODUCT_WORDS: Words<Product> = {
	credit: m.product_credit,
	debit: m.product_debit,
	prepaid: m.product_prepaid,
	foreign: m.product_foreign,
	qr: m.product_qr
};

/** Where a card comes from, or whose cards a line of an agreement holds for. */
export const CARD_REGION_WORDS: Words<CardRegion> = {
	domestic: m.card_region_domestic,
	intra_region: m.card_region_intra_region,
	inter_region: m.card_region_inter_region
};

export const ENTRY_MODE_WORDS: Words<EntryMode> = {
	chip: m.entry_chip,
	contactless: m.entry_contactless,
	swipe: m.entry_swipe,
	manual: m.entry_manual,
	qr: m.entry_qr,
	ecommerce: m.entry_ecommerce
};

export const CONNECTION_WORDS: Words<Connection> = {
	unknown: m.not_known,
	'4g': () => '4G',
	'5g': () => '5G',
	wifi: () => 'Wi-Fi',
	ethernet: m.connection_ethernet
};

export const CODE_PROFILE_WORDS: Words<CodeProfile> = {
	cup: m.profile_cup,
	iso: () => 'ISO 8583',
	as2805: () => 'AS 2805',
	term: m.profile_term,
	qr: m.profile_qr
};

export const STATUS_WORDS: Words<'active' | 'spare' | 'repair' | 'retired'> = {
	active: m.status_active,
	spare: m.status_spare,
	repair: m.status_repair,
	retired: m.status_retired
};

export const FEE_CLASS_WORDS: Words<'standard' | 'preferential' | 'exempt'> = {
	standard: m.fee_class_standard,
	preferential: m.fee_class_preferential,
	exempt: m.fee_class_exempt
};

const KIND_WORDS: Words<string> = {
	transaction: m.kind_transaction,
	heartbeat: m.kind_heartbeat,
	merchant: m.kind_merchant,
	terminal: m.kind_terminal,
	feeAgreement: m.kind_fee_agreement,
	certificate: m.kind_certificate,
	firmwareRelease: m.kind_firmware_release,
	firmwareCampaign: m.kind_firmware_campaign,
	expiry: m.kind_expiry,
	notice: m.kind_notice
};

/** A kind of record by its name; one that is newer than this page keeps the name that the API gives it. */
export function kindWord(kind: string): string {
	return KIND_WORDS[kind]?.() ?? kind;
}
