import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { m } from '#lib/i18n/messages.ts';
import { CAUSE_WORDS } from '#lib/i18n/vocabulary.ts';
import type { Column } from '#lib/ui/table/columns.ts';
import type { TerminalField } from './terminals.queries.ts';

export type TerminalColumn = Column & { sort: TerminalField; first?: 'ascending'; isNumeric?: boolean };

/** The columns of the list of terminals, in their order; all of them sort. A function: their names follow the language. */
export function terminalColumns(): TerminalColumn[] {
	return [
		{ key: 'terminal', label: m.column_terminal(), sort: 'terminalId', first: 'ascending', isFixed: true },
		{ key: 'state', label: m.column_state(), sort: 'state', first: 'ascending' },
		{ key: 'merchant', label: m.column_merchant(), sort: 'merchant', first: 'ascending' },
		{ key: 'rate', label: m.column_terminal_rate_7d(), sort: 'urgency', isNumeric: true },
		{ key: 'attempts', label: m.column_attempts(), sort: 'attempts', isNumeric: true },
		{ key: 'approval', label: m.column_approval_rate_7d(), sort: 'approvalRate', isNumeric: true, isExtra: true },
		{ key: 'upstream', label: m.column_upstream_rate(), sort: 'upstreamRate', isNumeric: true, isExtra: true },
		{ key: 'business', label: m.column_business_rate(), sort: 'businessRate', isNumeric: true, isExtra: true },
		{ key: 'mainCause', label: m.column_main_cause(), sort: 'mainCause', first: 'ascending', isExtra: true },
		{
			key: 'failedAmount',
			label: m.column_failed_amount(),
			sort: 'failedAmountMinor',
			isNumeric: true,
			isExtra: true
		},
		...FAILURE_CAUSES.map((cause): TerminalColumn => ({
			key: cause,
			label: CAUSE_WORDS[cause](),
			sort: cause,
			isNumeric: true,
			isExtra: true
		})),
		{ key: 'model', label: m.column_model(), sort: 'model', first: 'ascending' },
		{ key: 'firmware', label: m.column_firmware(), sort: 'firmware', first: 'ascending' },
		{ key: 'app', label: m.column_app_version(), sort: 'appVersion', first: 'ascending', isExtra: true },
		{ key: 'carrier', label: m.column_carrier(), sort: 'carrier', first: 'ascending' },
		{ key: 'connection', label: m.column_connection(), sort: 'connection', first: 'ascending', isExtra: true },
		{ key: 'region', label: m.column_region(), sort: 'region', first: 'ascending' },
		{ key: 'acquirer', label: m.column_acquirer(), sort: 'acquirer', first: 'ascending', isExtra: true },
		{ key: 'serial', label: m.column_serial(), sort: 'serial', first: 'ascending', isExtra: true },
		{ key: 'status', label: m.column_status(), sort: 'status', first: 'ascending', isExtra: true },
		{ key: 'registered', label: m.column_registered(), sort: 'registered', first: 'ascending', isExtra: true },
		{ key: 'installed', label: m.column_installed(), sort: 'installedAt', isExtra: true },
		{ key: 'firstSeen', label: m.column_first_seen(), sort: 'firstSeenAt', isExtra: true },
		{
			key: 'battery',
			label: m.column_battery(),
			sort: 'batteryPct',
			first: 'ascending',
			isNumeric: true,
			isExtra: true
		},
		{ key: 'lastTransaction', label: m.column_last_transaction(), sort: 'lastTransactionAt' },
		{ key: 'lastSeen', label: m.column_last_seen(), sort: 'lastSeenAt' }
	];
}

/** Lists that come with the page, as the query of its address. */
export function builtInViews(): { name: string; query: string }[] {
	return [
		{ name: m.view_look_today(), query: 'state=abnormal&state=silent&sort=state' },
		{ name: m.view_silent(), query: 'state=silent&sort=lastTransactionAt' },
		{ name: m.view_unregistered(), query: 'registered=false' },
		{ name: m.view_low_battery(), query: 'sort=batteryPct&columns=state,merchant,battery,lastSeen,carrier,connection' },
		{
			name: m.view_causes(),
			query:
				'sort=-terminal&columns=state,merchant,attempts,mainCause,failedAmount,network,bank_system,security_auth,fee_or_merchant_config'
		},
		{ name: m.view_busiest(), query: 'sort=-attempts' },
		{
			name: m.view_host_trouble(),
			query: 'sort=-upstreamRate&columns=state,merchant,upstream,attempts,carrier,region,acquirer'
		}
	];
}
