import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { currencyOfNumeric } from '#lib/domain/currencies.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { CONNECTIONS } from '#lib/domain/transactions.ts';
import type { TerminalRow } from './terminal-list.repo.ts';
import { TERMINAL_STATUSES, type TerminalItem } from './terminals.schemas.ts';

/** A row of the list as the API shows it; a terminal that the state job has not seen yet has no counts and is learning. */
export function terminalItem(row: Omit<TerminalRow, 'sort_value'>): TerminalItem {
	const causes = causeCounts(row);
	const { rate, low, high } = wilsonInterval(row.terminal ?? 0, row.attempts ?? 0);
	return {
		terminalId: row.terminal_code,
		serial: row.serial,
		acquirerId: row.acquirer_code ?? '',
		merchantId: row.merchant_code,
		merchantName: row.merchant_name,
		vendor: row.vendor || null,
		model: row.model || null,
		firmware: row.firmware || null,
		appVersion: row.app_version || null,
		connection: CONNECTIONS[row.connection] ?? 'unknown',
		carrier: row.carrier_code || null,
		region: row.region_code || null,
		status: TERMINAL_STATUSES.find((status) => status === row.status) ?? 'active',
		registered: row.is_registered,
		installedAt: row.installed_at?.toISOString() ?? null,
		firstSeenAt: row.first_seen_at.toISOString(),
		state: TERMINAL_STATES[row.state ?? -1] ?? 'learning',
		attempts: row.attempts ?? 0,
		approved: row.approved ?? 0,
		terminal: row.terminal ?? 0,
		upstream: row.upstream ?? 0,
		business: row.business ?? 0,
		unresolved: row.unresolved ?? 0,
		rate,
		rateLow: low,
		rateHigh: high,
		causes,
		mainCause: mainCauseOf(causes),
		failedAmountMinor: row.failed_minor,
		currency: row.currency === null ? null : (currencyOfNumeric(String(row.currency))?.code ?? null),
		peerRate: row.peer_rate,
		lastTransactionAt: row.last_transaction_at?.toISOString() ?? null,
		lastSeenAt: row.last_seen_at?.toISOString() ?? null,
		batteryPct: row.battery_pct
	};
}

function causeCounts(row: Record<FailureCause, number | null>): Record<FailureCause, number> {
	return Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, row[cause] ?? 0])) as Record<FailureCause, number>;
}

/** Of several as frequent the first one, as the list is sorted. */
function mainCauseOf(causes: Record<FailureCause, number>): FailureCause | null {
	const most = Math.max(...Object.values(causes));
	return most === 0 ? null : (FAILURE_CAUSES.find((cause) => causes[cause] === most) ?? null);
}
