// Who may see which rows. Every query takes a Scope as an argument: nobody can forget it, the fleet's own people included.
import { sql, type RawBuilder, type SqlBool } from 'kysely';

export type Scope = { kind: 'fleet' } | { kind: 'acquirers'; acquirerIds: readonly number[] };

export const FLEET_SCOPE: Scope = { kind: 'fleet' };

/** A condition for rows that carry `acquirer_id`: `.where(inScope(scope, 'terminal.acquirer_id'))`. */
export function inScope(scope: Scope, column: string): RawBuilder<SqlBool> {
	if (scope.kind === 'fleet') return sql<SqlBool>`true`;
	return sql<SqlBool>`${sql.ref(column)} = any(${`{${scope.acquirerIds.join(',')}}`}::smallint[])`;
}
