// Who may see which rows. Every query takes a Scope as an argument: nobody can forget it, the fleet's own people included.
import { sql, type ExpressionBuilder, type SqlBool, type Expression } from 'kysely';

export type Scope = { kind: 'fleet' } | { kind: 'acquirers'; acquirerIds: readonly number[] };

export const FLEET_SCOPE: Scope = { kind: 'fleet' };

/** A `where` clause for rows that carry `acquirer_id`: `.where(inScope(scope, 'terminal.acquirer_id'))`. */
export function inScope(scope: Scope, column: string): (eb: ExpressionBuilder<never, never>) => Expression<SqlBool> {
	return () => {
		if (scope.kind === 'fleet') return sql<SqlBool>`true`;
		return sql<SqlBool>`${sql.ref(column)} = any(${sql.val(`{${scope.acquirerIds.join(',')}}`)}::smallint[])`;
	};
}
