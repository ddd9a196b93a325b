// When states changed, as a list over the fleet.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { stateChangesOf, type StateChangeKind } from '#lib/domain/state-changes.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { terminalsFiltered } from './terminal-list.repo.ts';
import type { RegistryFilter } from './terminals.schemas.ts';

export type ChangesFilter = RegistryFilter & {
	since: Date | undefined;
	until: Date | undefined;
	kind: readonly StateChangeKind[];
};

export type ChangesPage = { descending: boolean; limit: number; cursor: readonly unknown[] | undefined };

function changes(db: ReadDb, scope: Scope, filter: ChangesFilter) {
	return terminalsFiltered(db, scope, filter)
		.innerJoin('terminal_state_change as change', 'change.terminal_id', 't.terminal_id')
		.where(inScope(scope, 'change.acquirer_id'))
		.$if(filter.since !== undefined, (query) => query.where('change.changed_at', '>=', filter.since ?? new Date(0)))
		.$if(filter.until !== undefined, (query) => query.where('change.changed_at', '<', filter.until ?? new Date(0)))
		.$if(filter.kind.length > 0, (query) => query.where(ofKinds(filter.kind)));
}

function ofKinds(kinds: readonly StateChangeKind[]): RawBuilder<SqlBool> {
	const index = (state: (typeof TERMINAL_STATES)[number]) => sql.lit(TERMINAL_STATES.indexOf(state));
	const pairs = stateChangesOf(kinds).map(
		({ from, to }) => sql<SqlBool>`change.from_state = ${index(from)} and change.to_state = ${index(to)}`
	);
	const first = kinds.includes('new') ? [sql<SqlBool>`change.from_state is null`] : [];
	return sql<SqlBool>`(${sql.join([...first, ...pairs], sql` or `)})`;
}

export async function countChanges(db: ReadDb, scope: Scope, filter: ChangesFilter): Promise<number> {
	const { total } = await changes(db, scope, filter)
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	return total;
}

/** One page and one row more, by time; those of one instant by our own number of the terminal. */
export async function listChanges(db: ReadDb, scope: Scope, filter: ChangesFilter, page: ChangesPage) {
	const direction = page.descending ? 'desc' : 'asc';
	return changes(db, scope, filter)
		.$if(page.cursor !== undefined, (query) => query.where(beyond(page)))
		.select([
			't.terminal_id',
			't.terminal_code',
			'm.merchant_code',
			'm.name as merchant_name',
			'a.acquirer_code',
			'tm.vendor',
			'tm.model',
			'change.changed_at',
			'change.from_state',
			'change.to_state',
			's.state'
		])
		.orderBy('change.changed_at', direction)
		.orderBy('t.terminal_id', direction)
		.limit(page.limit + 1)
		.execute();
}

export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];

function beyond({ cursor = [], descending }: ChangesPage): RawBuilder<SqlBool> {
	const [changedAt, terminalId] = cursor;
	const comparison = descending ? sql`<` : sql`>`;
	return sql<SqlBool>`(change.changed_at, t.terminal_id) ${comparison} (${changedAt}::timestamptz, ${terminalId}::int)`;
}
