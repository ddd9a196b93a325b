// GENERATED from migrations/ by `npm run gen`.
import type { ColumnType } from 'kysely';

export type Generated<T> =
	T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
	[x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface Acquirer {
	acquirer_code: string;
	acquirer_id: number;
	name: string | null;
}

export interface ApiKey {
	/**
	 * The key sends and reads for this acquirer only; null = the whole fleet.
	 */
	acquirer_id: number | null;
	api_key_id: Generated<string>;
	created_at: Timestamp;
	expires_at: Timestamp | null;
	/**
	 * Written at most once a minute.
	 */
	last_used_at: Timestamp | null;
	name: string;
	/**
	 * The beginning of the key, shown so that people can tell keys apart.
	 */
	prefix: string;
	revoked_at: Timestamp | null;
	scopes: string[];
	/**
	 * SHA-256 of the whole key; the key itself is shown once and kept nowhere. It is random, so a slow hash would add nothing.
	 */
	secret_sha256: Buffer;
}

export interface AppVersion {
	app_version_id: number;
	version: string;
}

export interface AttentionMark {
	acquirer_id: number;
	/**
	 * Reasons it was about (ATTENTION_KINDS in src/lib/domain/attention.ts). A new one breaks the mark.
	 */
	kinds: string[];
	marked_at: Timestamp;
	/**
	 * Person or key that said it.
	 */
	marked_by: string;
	note: Generated<string>;
	status: string;
	/**
	 * terminal_id or merchant_id, as subject_kind says.
	 */
	subject_id: number;
	subject_kind: string;
	/**
	 * Of a snooze: until then it is nobody's business. By the clock, since people wait by the clock.
	 */
	until: Timestamp | null;
}

export interface AuditEvent {
	/**
	 * noun.verb, for example api_key.revoked
	 */
	action: string;
	/**
	 * User or key at that time; no foreign key, so that the record outlives them. Null for the system.
	 */
	actor_id: string | null;
	actor_kind: string;
	actor_name: string;
	/**
	 * What changed, as it is now; null when something was removed. Never holds secrets.
	 */
	after: Json | null;
	audit_event_id: Generated<number>;
	/**
	 * What changed, as it was; null when something was created. Never holds secrets.
	 */
	before: Json | null;
	occurred_at: Generated<Timestamp>;
	request_id: string | null;
	subject_id: string;
	subject_kind: string;
}

export interface AuthAccount {
	accessToken: string | null;
	accessTokenExpiresAt: Timestamp | null;
	accountId: string;
	createdAt: Generated<Timestamp>;
	id: Generated<string>;
	idToken: string | null;
	password: string | null;
	providerId: string;
	refreshToken: string | null;
	refreshTokenExpiresAt: Timestamp | null;
	scope: string | null;
	updatedAt: Timestamp;
	userId: string;
}

export interface AuthSession {
	createdAt: Generated<Timestamp>;
	expiresAt: Timestamp;
	id: Generated<string>;
	ipAddress: string | null;
	token: string;
	updatedAt: Timestamp;
	userAgent: string | null;
	userId: string;
}

export interface AuthUser {
	createdAt: Generated<Timestamp>;
	email: string;
	emailVerified: boolean;
	id: Generated<string>;
	image: string | null;
	name: string;
	updatedAt: Generated<Timestamp>;
}

export interface AuthVerification {
	createdAt: Generated<Timestamp>;
	expiresAt: Timestamp;
	id: Generated<string>;
	identifier: string;
	updatedAt: Generated<Timestamp>;
	value: string;
}

export interface Carrier {
	carrier_code: string;
	carrier_id: number;
}

export interface CauseHour {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	cause: number;
	currency: number;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	hour: Timestamp;
	latency_count: number;
	latency_ms_sum: number;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
}

export interface Certificate {
	authority_key_id: string | null;
	fingerprint_sha256: string;
	first_seen_at: Timestamp;
	is_ca: boolean | null;
	issuer: string | null;
	key_bits: number | null;
	key_type: string | null;
	not_after: Timestamp | null;
	/**
	 * May lie after not_after: such certificates exist, and are never valid.
	 */
	not_before: Timestamp | null;
	/**
	 * Hexadecimal, negative ones with a minus sign, where it was read itself; else as sent.
	 */
	serial_number: string | null;
	signature_algorithm: string | null;
	/**
	 * How much is known: 0 = a heartbeat named it, 1 = its fields were sent, 2 = it was read itself. Less never replaces more.
	 */
	source: number;
	subject: string | null;
	subject_key_id: string | null;
	updated_at: Timestamp;
}

export interface CertificateUse {
	/**
	 * Null for a vendor's certificate, which every acquirer may see.
	 */
	acquirer_id: number | null;
	fingerprint_sha256: string;
	kind: string | null;
	owner_code: string;
	owner_kind: string;
	/**
	 * When somebody sent it for this owner. Null: only the terminal itself tells of it.
	 */
	registered_at: Timestamp | null;
	/**
	 * The first heartbeat that names it. Null: registered, and not in use as far as known.
	 */
	reported_from: Timestamp | null;
	/**
	 * The first heartbeat that names others but not this one. Null: it is in use.
	 */
	reported_until: Timestamp | null;
	updated_at: Timestamp;
}

export interface Expiry {
	carrier: string | null;
	/**
	 * Last day, as a date without a zone.
	 */
	ends_on: Timestamp;
	kind: string;
	model: Generated<string>;
	/**
	 * Version or class of the approval, or the name of the plan.
	 */
	name: string | null;
	/**
	 * Number of the approval; of a SIM plan the ICCID.
	 */
	number: string;
	/**
	 * Where the dates are from: a document or an address.
	 */
	source: string;
	updated_at: Timestamp;
	updated_by: string;
	valid_from: Timestamp | null;
	vendor: Generated<string>;
	/**
	 * Who did; null where the sender only says that somebody has.
	 */
	verified_by: string | null;
	/**
	 * When somebody last held the dates against their source; null: nobody has. A change of the dates takes it back.
	 */
	verified_on: Timestamp | null;
}

export interface FeeAgreement {
	acquirer_id: number;
	agreement_code: string;
	cap_minor: number | null;
	/**
	 * Cards that the line holds for: CARD_REGIONS counted from 1; 0: every card that no line of its own holds for.
	 */
	card_region: Generated<number>;
	document: string | null;
	fixed_minor: number | null;
	merchant_id: number;
	min_minor: number | null;
	product: number;
	/**
	 * Parts per million: 0.60 % = 6000.
	 */
	rate_ppm: number;
	rounding: string;
	updated_at: Timestamp;
	/**
	 * Key, person or command line that sent it; null: sent before this was kept.
	 */
	updated_by: string | null;
	valid_from: Timestamp;
	valid_to: Timestamp | null;
}

export interface FeeChange {
	acquirer_id: number;
	agreement_code: string;
	/**
	 * Who agreed to it, as whoever entered it says; null: not said.
	 */
	approved_by: string | null;
	cap_minor: number | null;
	card_region: Generated<number>;
	document: string | null;
	entered_at: Timestamp;
	/**
	 * Key, person or command line that sent it; null: sent before this was kept.
	 */
	entered_by: string | null;
	fee_change_id: Generated<number>;
	fixed_minor: number | null;
	merchant_id: number;
	min_minor: number | null;
	product: number;
	rate_ppm: number;
	rounding: string;
	valid_from: Timestamp;
	valid_to: Timestamp | null;
	/**
	 * The entry takes the line back: it never held.
	 */
	withdrawn: Generated<boolean>;
}

export interface FeeClaim {
	acquirer_id: number;
	card_region: Generated<number>;
	currency: number;
	kind: string;
	merchant_id: number;
	note: Generated<string>;
	owner: string;
	product: number;
	recovered_minor: number | null;
	status: string;
	terminal_id: number;
	updated_at: Timestamp;
	updated_by: string;
}

export interface FeeDay {
	acquirer_id: number;
	amount_minor: number;
	/**
	 * Of the line of the agreement that held for the sales, not of their cards.
	 */
	card_region: Generated<number>;
	charged_max_minor: number | null;
	charged_min_minor: number | null;
	charged_minor: number;
	currency: number;
	day: Timestamp;
	/**
	 * Fees by the agreement in force at each sale, rounded per sale as agreed on.
	 */
	expected_minor: number;
	first_at: Timestamp | null;
	first_code: string | null;
	last_at: Timestamp | null;
	merchant_id: number;
	over_max_minor: number | null;
	/**
	 * The least that a sale was charged beyond the agreement; negative where less.
	 */
	over_min_minor: number | null;
	product: number;
	rate_high_ppm: number | null;
	/**
	 * The rates that explain each sale below its cap, by any rounding; low above high: no single rate does.
	 */
	rate_low_ppm: number | null;
	/**
	 * The rate agreed on; the highest where it changed within the day. Null without an agreement.
	 */
	rate_ppm: number | null;
	sales: number;
	/**
	 * This and the following are null where sales were charged as agreed on or nothing was agreed on. All sales of the terminal, product and day, whatever their sign.
	 */
	series_sales: number | null;
	sign: number;
	terminal_id: number;
}

export interface FeeDayState {
	checked_at: Timestamp;
	day: Timestamp;
	facts: number;
	/**
	 * Of folded_day, as it was read before; null: the day was still running, or is due again.
	 */
	folded_at: Timestamp | null;
	took_ms: number;
}

export interface FeeProfile {
	acquirer_id: number;
	cap_minor: number | null;
	fixed_minor: number | null;
	product: number;
	rate_ppm: number;
	terminal_id: number;
	valid_from: Timestamp;
}

export interface FeeProfileGap {
	acquirer_id: number;
	agreed_ppm: number;
	configured_ppm: number;
	merchant_id: number;
	product: number;
	since: Timestamp;
	terminal_id: number;
	/**
	 * Null: it still is.
	 */
	until: Timestamp | null;
}

export interface FeeProfileGapState {
	/**
	 * What fee_profile_gap was worked out from: while it is the same, it need not be done again.
	 */
	basis: string;
	singleton: Generated<boolean>;
}

export interface FeeRecount {
	from_day: Timestamp;
	merchant_id: number;
}

export interface FeeTotalDay {
	acquirer_id: number;
	amount_minor: number;
	charged_minor: number;
	currency: number;
	day: Timestamp;
	expected_minor: number;
	product: number;
	sales: number;
	sign: number;
}

export interface FeeUncomparedDay {
	acquirer_id: number;
	amount_minor: number;
	/**
	 * Of the cards, counted from 1; 0: not told.
	 */
	card_region: number;
	charged_minor: number;
	currency: number;
	day: Timestamp;
	first_at: Timestamp;
	last_at: Timestamp;
	merchant_id: number;
	/**
	 * Index into PRODUCTS; -1: not told.
	 */
	product: number;
	reason: number;
	sales: number;
}

export interface Firmware {
	firmware_id: number;
	version: string;
}

export interface FirmwareCampaignDecision {
	campaign_code: string;
	decided_at: Timestamp;
	decided_by: string;
	decision: string;
	decision_id: Generated<number>;
	reason: string;
}

export interface FirmwareCampaignTerminal {
	campaign_code: string;
	failure: string | null;
	model: string;
	name: string | null;
	/**
	 * What the vendor's tool says came of it.
	 */
	outcome: string | null;
	/**
	 * 0 goes first.
	 */
	ring: number;
	starts_at: Timestamp | null;
	/**
	 * Of the campaign, as it was when the row was sent.
	 */
	status: string;
	terminal_code: string;
	updated_at: Timestamp;
	vendor: string;
	version: string;
	/**
	 * By the clock of the terminal's place: updates are meant to happen from window_from to window_to, which may lie after midnight.
	 */
	window_from: string | null;
	window_to: string | null;
}

export interface FirmwareRelease {
	end_of_support_at: Timestamp | null;
	/**
	 * Oldest version of the model that is still secure, as its owner states it.
	 */
	min_secure: string | null;
	model: string;
	/**
	 * Order within the model as its owner gives it; versions are never ordered as strings.
	 */
	rank: number | null;
	released_at: Timestamp | null;
	/**
	 * How versions without a rank are ordered, where the owner of the catalogue says so; else by their shape.
	 */
	scheme: string | null;
	status: string;
	updated_at: Timestamp;
	vendor: string;
	version: string;
}

export interface FirmwareRollout {
	/**
	 * 0: by all terminals of the fleet. Otherwise by those of this acquirer alone, which is what its partners may see.
	 */
	acquirer_id: number;
	attempts_missing: number | null;
	/**
	 * What the verdict was worked out from: while it is the same, it need not be done again.
	 */
	basis: string;
	compared_peers: number;
	/**
	 * How much of the days after the update that will be compared has passed; intervals are as wide as that asks for.
	 */
	compared_share: number;
	/**
	 * Updated terminals whose days are compared; of `updated` those on the days with the most updates while peers still waited.
	 */
	compared_updated: number;
	days_missing: number | null;
	/**
	 * Difference in differences of the terminal technical rate, as a proportion; its 95 % interval from effect_low to effect_high.
	 */
	effect: number | null;
	effect_high: number | null;
	effect_low: number | null;
	firmware_id: number;
	first_day: Timestamp | null;
	judged_at: Timestamp;
	/**
	 * Of a verdict not_enough_data: what there is too little of.
	 */
	lacks: string | null;
	last_day: Timestamp | null;
	latest_update_at: Timestamp;
	model_id: number;
	peers_after_attempts: number;
	peers_after_failures: number;
	peers_before_attempts: number;
	peers_before_failures: number;
	started_at: Timestamp;
	/**
	 * How many more would have to be updated, where the days to come will not decide it.
	 */
	terminals_missing: number | null;
	updated: number;
	updated_after_attempts: number;
	updated_after_failures: number;
	updated_before_attempts: number;
	updated_before_failures: number;
	verdict: string;
	waiting: number;
	/**
	 * When it was first judged worse; null while it is not.
	 */
	worse_since: Timestamp | null;
}

export interface FirmwareRolloutCode {
	acquirer_id: number;
	code_id: number;
	effect: number;
	effect_high: number;
	effect_low: number;
	failures: number;
	firmware_id: number;
	/**
	 * Stands when at most 5 % of what stands for the roll-out may be chance.
	 */
	is_discovery: boolean;
	model_id: number;
	p_value: number;
}

export interface Fleet {
	created_at: Timestamp;
	/**
	 * Set when the simulator made this fleet, and every page says so: the end of its first history, from which it is made again the same.
	 */
	demo_anchor_at: Timestamp | null;
	/**
	 * How far the simulated data has come; null while the first history is being loaded.
	 */
	demo_loaded_until: Timestamp | null;
	singleton: Generated<boolean>;
	/**
	 * IANA zone in which business days and hours of roll-ups are cut; changing it needs `tillwatch rollups rebuild`.
	 */
	time_zone: string;
}

export interface FleetMinute {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	currency: number;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	latency_count: number;
	latency_ms_sum: number;
	minute: Timestamp;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
}

export interface FoldedDay {
	day: Timestamp;
	folded_at: Timestamp;
	/**
	 * False when the day was folded by a version that knew fewer slices or none.
	 */
	has_slices: Generated<boolean>;
}

export interface Heartbeat {
	acquirer_id: number;
	battery_pct: number | null;
	/**
	 * The earliest heartbeat that came. Null: heartbeats came before this was kept.
	 */
	first_seen_at: Timestamp | null;
	last_seen_at: Timestamp;
	/**
	 * last_seen_at as it was before it last moved: what the statement that moves it needs to hand back.
	 */
	previous_seen_at: Timestamp | null;
	terminal_id: number;
}

export interface IngestBatch {
	accepted: number;
	/**
	 * Set when the sender is bound to one acquirer; null = a sender for the whole fleet.
	 */
	acquirer_id: number | null;
	batch_id: string;
	/**
	 * The earlier batch whose rejected records this one holds, corrected. What it accepted is good since.
	 */
	corrects_batch_id: string | null;
	detail: string | null;
	duplicates: number;
	finished_at: Timestamp | null;
	first_event_at: Timestamp | null;
	kind: string;
	last_event_at: Timestamp | null;
	/**
	 * broken_off: the body ended in an error; what is counted here was stored, the rest was not read.
	 */
	outcome: string;
	received: number;
	rejected: number;
	/**
	 * Who sent it: the name of the API key, the person, or the command line.
	 */
	source: string;
	started_at: Timestamp;
}

export interface IngestFreshness {
	acquirer_id: number;
	kind: string;
	last_event_at: Timestamp | null;
	last_received_at: Timestamp;
	records: number;
	source: string;
}

export interface IngestReject {
	acquirer_id: number | null;
	batch_id: string;
	code: string;
	field: string | null;
	line: number;
	message: string;
	/**
	 * Order of the problem within its line: a line may have several.
	 */
	position: number;
	/**
	 * The record as it was sent, to be corrected and sent again. Null where it may hold a card number, or was too long.
	 */
	raw: string | null;
}

export interface Issuer {
	issuer_code: string;
	issuer_id: number;
}

export interface IssuerHour {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	currency: number;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	hour: Timestamp;
	issuer_id: number;
	latency_count: number;
	latency_ms_sum: number;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
}

export interface JudgedDay {
	day: Timestamp;
	/**
	 * Of folded_day at that moment.
	 */
	folded_at: Timestamp;
}

export interface LastLook {
	looked_at: Timestamp;
	user_id: string;
}

export interface Membership {
	created_at: Timestamp;
	role: string;
	user_id: string;
}

export interface Merchant {
	acquirer_id: number;
	address: string | null;
	closes_at: string | null;
	fee_class: string | null;
	first_seen_at: Timestamp;
	/**
	 * False while it is known only from transactions; PUT /merchants registers it.
	 */
	is_registered: Generated<boolean>;
	lat: number | null;
	lng: number | null;
	mcc: number | null;
	merchant_code: string;
	merchant_id: Generated<number>;
	name: string | null;
	opens_at: string | null;
	region_id: Generated<number>;
	settlement_account_masked: string | null;
	social_credit_code: string | null;
	time_zone: string | null;
	updated_at: Timestamp;
}

export interface MerchantRunning {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	currency: number;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	latency_count: number;
	latency_ms_sum: number;
	merchant_id: number;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
	week: Timestamp;
}

export interface Notice {
	acquirer_id: number | null;
	carrier_id: number | null;
	ends_at: Timestamp;
	issuer_id: number | null;
	kind: string;
	notice_code: string;
	published_at: Timestamp | null;
	starts_at: Timestamp;
	text: string | null;
	updated_at: Timestamp;
}

export interface PartitionSpan {
	from_at: Timestamp;
	name: string;
	parent: string;
	to_at: Timestamp;
}

export interface Reclassification {
	code: string;
	finished_at: Timestamp | null;
	from_at: Timestamp;
	is_prefix: boolean;
	profile: string;
	reclassification_id: Generated<number>;
	requested_at: Timestamp;
	/**
	 * Facts whose cause or scope has changed by it so far.
	 */
	transactions: Generated<number>;
}

export interface Region {
	region_code: string;
	region_id: number;
}

export interface ResponseCode {
	code: string;
	code_id: number;
	profile: string;
}

export interface ResponseCodeRule {
	cause: string;
	/**
	 * Normalised: trimmed, upper case, two digits. Empty = no answer came.
	 */
	code: string;
	confidence: string;
	/**
	 * True: the rule holds for every code that begins so (TLS_ covers TLS_EXPIRED …).
	 */
	is_prefix: Generated<boolean>;
	meaning_en: string;
	meaning_zh: string;
	note: string | null;
	profile: string;
	scope: string;
	valid_from: Generated<Timestamp>;
}

export interface RunningWeek {
	folded_at: Timestamp;
	week: Timestamp;
}

export interface SavedView {
	changed_at: Timestamp;
	created_at: Timestamp;
	is_shared: boolean;
	name: string;
	page: string;
	/**
	 * Parameters of the page's address without the question mark. What they may show is decided when the page asks, never here.
	 */
	query: string;
	saved_view_id: Generated<string>;
	user_id: string;
}

export interface SchemaMigration {
	applied_at: Generated<Timestamp>;
	name: string;
	sha256: string;
}

export interface SliceDay {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	currency: number;
	day: Timestamp;
	/**
	 * Index into SLICE_DIMENSIONS (api/platform/db/roll-ups.ts), always less than dimension_b; -1 in dimension_b: none.
	 */
	dimension_a: number;
	dimension_b: number;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	latency_count: number;
	latency_ms_sum: number;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
	/**
	 * The fact's column of that dimension: issuer_id, code_id …; -1 for a product that was not given, and where there is no dimension.
	 */
	value_a: number;
	value_b: number;
}

export interface Terminal {
	acquirer_id: number;
	address: string | null;
	app_version_id: Generated<number>;
	carrier_id: Generated<number>;
	/**
	 * Index into CONNECTIONS of src/lib/domain/transactions.ts.
	 */
	connection: Generated<number>;
	firmware_id: Generated<number>;
	first_seen_at: Timestamp;
	iccid: string | null;
	installed_at: Timestamp | null;
	is_registered: Generated<boolean>;
	merchant_id: number | null;
	model_id: Generated<number>;
	pts_approval: string | null;
	registered_lat: number | null;
	registered_lng: number | null;
	serial: string | null;
	status: Generated<string>;
	terminal_code: string;
	terminal_id: Generated<number>;
	updated_at: Timestamp;
}

export interface TerminalDay {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	currency: number;
	day: Timestamp;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	latency_count: number;
	latency_ms_sum: number;
	merchant_id: number;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	terminal_id: number;
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
}

export interface TerminalHour {
	acquirer_id: number;
	/**
	 * Amount of the attempts, in minor units of `currency`; approved_minor is the approved part.
	 */
	amount_minor: number;
	approved: number;
	approved_check: number;
	approved_minor: number;
	bank_system: number;
	business: number;
	card_data: number;
	card_status: number;
	currency: number;
	fee_minor: number;
	fee_or_merchant_config: number;
	fraud_risk: number;
	funds_or_limit: number;
	hour: Timestamp;
	latency_count: number;
	latency_ms_sum: number;
	merchant_id: number;
	network: number;
	operator: number;
	security_auth: number;
	terminal: number;
	terminal_id: number;
	/**
	 * All facts, reversals and excluded ones too: the sum over the table equals the count of txn.
	 */
	total: number;
	unknown: number;
	unresolved: number;
	upstream: number;
}

export interface TerminalKey {
	acquirer_id: number;
	check_value: string | null;
	/**
	 * The first heartbeat that tells of keys but not of this slot. Null: it is there.
	 */
	gone_at: Timestamp | null;
	kind: string | null;
	/**
	 * The first heartbeat with this check value: the key is at least that old.
	 */
	seen_from: Timestamp;
	slot: string;
	terminal_id: number;
}

export interface TerminalModel {
	model: string;
	model_id: number;
	vendor: string;
}

export interface TerminalPeriod {
	acquirer_id: number;
	app_version_id: number;
	carrier_id: number;
	connection: number;
	firmware_id: number;
	model_id: number;
	terminal_id: number;
	valid_from: Timestamp;
}

export interface TerminalReport {
	acquirer_id: number;
	at: Timestamp;
	body: Json;
	terminal_id: number;
}

export interface TerminalRunning {
	acquirer_id: number;
	amount_minor: number;
	approved: number;
	business: number;
	currency: number;
	merchant_id: number;
	terminal: number;
	terminal_id: number;
	total: number;
	unresolved: number;
	upstream: number;
	week: Timestamp;
}

export interface TerminalSilence {
	acquirer_id: number;
	/**
	 * The last heartbeat before.
	 */
	began_at: Timestamp;
	/**
	 * The first heartbeat after.
	 */
	ended_at: Timestamp;
	terminal_id: number;
}

export interface TerminalState {
	acquirer_id: number;
	approved: number;
	as_of: Timestamp;
	attempts: number;
	bank_system: Generated<number>;
	business: number;
	card_data: Generated<number>;
	card_status: Generated<number>;
	/**
	 * Of failed_minor: ISO 4217 numeric.
	 */
	currency: number | null;
	/**
	 * Amount of the attempts that were not approved; null in several currencies, or without attempts.
	 */
	failed_minor: number | null;
	fee_or_merchant_config: Generated<number>;
	fraud_risk: Generated<number>;
	funds_or_limit: Generated<number>;
	last_transaction_at: Timestamp | null;
	/**
	 * This and the other causes: failures of the board's days by cause; they add up to attempts - approved.
	 */
	network: Generated<number>;
	operator: Generated<number>;
	/**
	 * Terminal technical rate of the other terminals of the same model in the same days, or of all others where it is alone in its model; null when there are none.
	 */
	peer_rate: number | null;
	/**
	 * Lower end of the 95 % Wilson interval of terminal / attempts: the order of the list.
	 */
	rate_low: number;
	security_auth: Generated<number>;
	state: number;
	terminal: number;
	terminal_id: number;
	unknown: Generated<number>;
	unresolved: number;
	upstream: number;
}

export interface TerminalStateChange {
	acquirer_id: number;
	/**
	 * Event time. Where only the judgement of the closed day tells, the last millisecond of that business day.
	 */
	changed_at: Timestamp;
	/**
	 * By the clock: when this was written.
	 */
	decided_at: Timestamp;
	/**
	 * Null: its first verdict.
	 */
	from_state: number | null;
	terminal_id: number;
	to_state: number;
}

export interface TerminalVisit {
	acquirer_id: number;
	/**
	 * Of VISIT_ACTIONS in src/lib/domain/terminal-visits.ts.
	 */
	done: Generated<string[]>;
	note: Generated<string>;
	recorded_at: Timestamp;
	/**
	 * Person or key that recorded it.
	 */
	recorded_by: string;
	terminal_id: number;
	terminal_visit_id: Generated<string>;
	visited_at: Timestamp;
	/**
	 * Who was there, as whoever recorded it wrote it.
	 */
	visitor: string;
}

export interface Txn {
	acquirer_id: number;
	amount_minor: number;
	app_version_id: number;
	/**
	 * Where the card comes from: CARD_REGIONS (src/lib/domain/transactions.ts) counted from 1; null: not told.
	 */
	card_region: number | null;
	card_token: string | null;
	carrier_id: number;
	cause: number;
	code_id: number;
	connection: number;
	/**
	 * ISO 4217 numeric code.
	 */
	currency: number;
	entry_mode: number | null;
	fee_minor: number | null;
	firmware_id: number;
	issuer_id: number;
	latency_ms: number | null;
	mcc: number | null;
	merchant_id: number;
	model_id: number;
	occurred_at: Timestamp;
	product: number | null;
	region_id: number;
	reversal_reason: string | null;
	scope: number;
	terminal_id: number;
	/**
	 * The sender's id, unique per acquirer.
	 */
	txn_code: string;
	/**
	 * Index into TRANSACTION_TYPES; product, entry_mode, connection, cause and scope likewise (src/lib/domain).
	 */
	type: number;
}

export interface UnmappedCode {
	acquirer_id: number;
	code_id: number;
	first_at: Timestamp;
	last_at: Timestamp;
	transactions: number;
}

export interface DB {
	acquirer: Acquirer;
	api_key: ApiKey;
	app_version: AppVersion;
	attention_mark: AttentionMark;
	audit_event: AuditEvent;
	'auth.account': AuthAccount;
	'auth.session': AuthSession;
	'auth.user': AuthUser;
	'auth.verification': AuthVerification;
	carrier: Carrier;
	cause_hour: CauseHour;
	certificate: Certificate;
	certificate_use: CertificateUse;
	expiry: Expiry;
	fee_agreement: FeeAgreement;
	fee_change: FeeChange;
	fee_claim: FeeClaim;
	fee_day: FeeDay;
	fee_day_state: FeeDayState;
	fee_profile: FeeProfile;
	fee_profile_gap: FeeProfileGap;
	fee_profile_gap_state: FeeProfileGapState;
	fee_recount: FeeRecount;
	fee_total_day: FeeTotalDay;
	fee_uncompared_day: FeeUncomparedDay;
	firmware: Firmware;
	firmware_campaign_decision: FirmwareCampaignDecision;
	firmware_campaign_terminal: FirmwareCampaignTerminal;
	firmware_release: FirmwareRelease;
	firmware_rollout: FirmwareRollout;
	firmware_rollout_code: FirmwareRolloutCode;
	fleet: Fleet;
	fleet_minute: FleetMinute;
	folded_day: FoldedDay;
	heartbeat: Heartbeat;
	ingest_batch: IngestBatch;
	ingest_freshness: IngestFreshness;
	ingest_reject: IngestReject;
	issuer: Issuer;
	issuer_hour: IssuerHour;
	judged_day: JudgedDay;
	last_look: LastLook;
	membership: Membership;
	merchant: Merchant;
	merchant_running: MerchantRunning;
	notice: Notice;
	partition_span: PartitionSpan;
	reclassification: Reclassification;
	region: Region;
	response_code: ResponseCode;
	response_code_rule: ResponseCodeRule;
	running_week: RunningWeek;
	saved_view: SavedView;
	schema_migration: SchemaMigration;
	slice_day: SliceDay;
	terminal: Terminal;
	terminal_day: TerminalDay;
	terminal_hour: TerminalHour;
	terminal_key: TerminalKey;
	terminal_model: TerminalModel;
	terminal_period: TerminalPeriod;
	terminal_report: TerminalReport;
	terminal_running: TerminalRunning;
	terminal_silence: TerminalSilence;
	terminal_state: TerminalState;
	terminal_state_change: TerminalStateChange;
	terminal_visit: TerminalVisit;
	txn: Txn;
	unmapped_code: UnmappedCode;
}
