import type { Cause } from '#lib/domain/causes.ts';
import { m } from '#lib/i18n/messages.ts';
import { CAUSE_ACTIONS } from '#lib/i18n/vocabulary.ts';

/** Codes of the terminal application for a connection that could not be secured. */
const CERTIFICATE_CODES = /^TLS_/;

/** What to do about a failure: by its cause, unless the code itself is more exact. */
export function adviceOf(transaction: { cause: Cause; responseCode: string | null }): string {
	if (CERTIFICATE_CODES.test(transaction.responseCode ?? '')) return m.action_certificate();
	return CAUSE_ACTIONS[transaction.cause]();
}
