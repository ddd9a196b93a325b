// Where each table would live on Citus: fleets that outgrow one machine move there without a rewrite. A new table is put in
// here on purpose, since its keys and the SQL that may touch it follow from it.

/** Column whose value decides on which machine a row lies. Every primary key and unique constraint must hold it. */
export const DISTRIBUTED: Readonly<Record<string, 'terminal_id' | 'acquirer_id'>> = {
	txn: 'terminal_id',
	terminal_hour: 'terminal_id',
	terminal_day: 'terminal_id',
	terminal_running: 'terminal_id',
	merchant_running: 'acquirer_id',
	terminal_period: 'terminal_id',
	terminal_report: 'terminal_id',
	terminal_state: 'terminal_id',
	terminal_silence: 'terminal_id',
	terminal_state_change: 'terminal_id',
	terminal_visit: 'terminal_id',
	terminal_key: 'terminal_id',
	fee_day: 'terminal_id',
	fee_profile: 'terminal_id',
	fee_total_day: 'acquirer_id',
	fee_uncompared_day: 'acquirer_id',
	fee_profile_gap: 'terminal_id',
	heartbeat: 'terminal_id',
	fleet_minute: 'acquirer_id',
	issuer_hour: 'acquirer_id',
	cause_hour: 'acquirer_id',
	slice_day: 'acquirer_id',
	unmapped_code: 'acquirer_id'
};

/** Copied to every machine: what facts point to, small enough and written seldom enough for that. */
export const REFERENCE: readonly string[] = [
	'acquirer',
	'app_version',
	'carrier',
	'certificate',
	'certificate_use',
	'expiry',
	'fee_agreement',
	'fee_day_state',
	'firmware',
	'firmware_campaign_decision',
	'firmware_campaign_terminal',
	'firmware_release',
	'firmware_rollout',
	'firmware_rollout_code',
	'fleet',
	'folded_day',
	'issuer',
	'judged_day',
	'merchant',
	'notice',
	'region',
	'response_code',
	'response_code_rule',
	'running_week',
	'terminal',
	'terminal_model'
];

/** On the coordinator alone: no query joins them with facts. */
export const LOCAL: readonly string[] = [
	'api_key',
	'attention_mark',
	'audit_event',
	'auth.account',
	'auth.session',
	'auth.user',
	'auth.verification',
	'fee_change',
	'fee_claim',
	'fee_profile_gap_state',
	'fee_recount',
	'ingest_batch',
	'ingest_freshness',
	'ingest_reject',
	'last_look',
	'membership',
	'partition_span',
	'reclassification',
	'saved_view',
	'schema_migration'
];
