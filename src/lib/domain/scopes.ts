/**
 * Who is blamed for the outcome of a transaction. The index in this list is the database's smallint: append, never
 * reorder.
 *
 * - `approved_check`: money moved, but the sale must be reconciled (a "flawed success") or hides a line fault.
 * - `ambiguous`: the code alone does not say; decided by concentration over terminals, issuers and merchants.
 * - `excluded`: not an authorisation, or abandoned by a person; out of every rate and of its denominator.
 */
export const SCOPES = [
	'approved',
	'approved_check',
	'terminal',
	'upstream',
	'business',
	'ambiguous',
	'excluded'
] as const;

export type OutcomeScope = (typeof SCOPES)[number];

const INDEX_BY_SCOPE = new Map<string, number>(SCOPES.map((scope, index) => [scope, index]));

/** The database's smallint of a scope. */
export function scopeIndex(scope: OutcomeScope): number {
	return INDEX_BY_SCOPE.get(scope) as number;
}

export function isScope(text: string): text is OutcomeScope {
	return INDEX_BY_SCOPE.has(text);
}
