import type { ReadDb, Tx } from '#api/platform/db/db.ts';

export type NewView = { userId: string; page: string; name: string; query: string; isShared: boolean };
export type ViewChange = { name?: string | undefined; query?: string | undefined; isShared?: boolean | undefined };

/** A person's own views and what others share, by name; ties by number. */
export async function listViews(db: ReadDb, userId: string, page?: string) {
	return db
		.selectFrom('saved_view')
		.innerJoin('auth.user', 'auth.user.id', 'saved_view.user_id')
		.select([
			'saved_view_id',
			'user_id',
			'page',
			'saved_view.name',
			'query',
			'is_shared',
			'changed_at',
			'auth.user.name as owner_name',
			'auth.user.email as owner_email'
		])
		.where((eb) => eb.or([eb('user_id', '=', userId), eb('is_shared', '=', true)]))
		.$if(page !== undefined, (query) => query.where('page', '=', page ?? ''))
		.orderBy('saved_view.name')
		.orderBy('saved_view_id')
		.execute();
}

/** The view in reach of a person: an own one or a shared one; others do not exist for them. Held until the end of the change. */
export async function lockView(tx: Tx, userId: string, viewId: string) {
	return tx
		.selectFrom('saved_view')
		.select(['saved_view_id', 'user_id', 'page', 'name', 'query', 'is_shared'])
		.where('saved_view_id', '=', viewId)
		.where((eb) => eb.or([eb('user_id', '=', userId), eb('is_shared', '=', true)]))
		.forUpdate()
		.executeTakeFirst();
}

/** One at a time for each person, so that neither names nor the number of views can be raced past. */
export async function lockOwner(tx: Tx, userId: string) {
	return tx.selectFrom('membership').select('user_id').where('user_id', '=', userId).forUpdate().executeTakeFirst();
}

export async function listOwnNames(db: ReadDb | Tx, userId: string) {
	return db.selectFrom('saved_view').select(['saved_view_id', 'page', 'name']).where('user_id', '=', userId).execute();
}

export async function insertView(tx: Tx, view: NewView, now: Date): Promise<{ saved_view_id: string }> {
	return tx
		.insertInto('saved_view')
		.values({
			user_id: view.userId,
			page: view.page,
			name: view.name,
			query: view.query,
			is_shared: view.isShared,
			created_at: now,
			changed_at: now
		})
		.returning('saved_view_id')
		.executeTakeFirstOrThrow();
}

export async function updateView(tx: Tx, viewId: string, change: ViewChange, now: Date): Promise<void> {
	await tx
		.updateTable('saved_view')
		.set({
			...(change.name !== undefined && { name: change.name }),
			...(change.query !== undefined && { query: change.query }),
			...(change.isShared !== undefined && { is_shared: change.isShared }),
			changed_at: now
		})
		.where('saved_view_id', '=', viewId)
		.execute();
}

export async function deleteView(tx: Tx, viewId: string): Promise<void> {
	await tx.deleteFrom('saved_view').where('saved_view_id', '=', viewId).execute();
}
