import { actorOf, writeAudit, type Change } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db, Tx } from '#api/platform/db/db.ts';
import { notAllowed } from '#api/platform/errors.ts';
import type { Person } from '#api/platform/principal.ts';
import { tooManyViews, viewNameTaken, viewNotFound } from './saved-views.errors.ts';
import {
	deleteView,
	insertView,
	listOwnNames,
	lockOwner,
	lockView,
	updateView,
	type NewView,
	type ViewChange
} from './saved-views.repo.ts';

/** More than anybody finds anything in. */
const VIEWS_MAX = 200;

/** Who changes something, in which request. */
export type Changing = { db: Db; clock: Clock; person: Person; requestId: string };

export async function saveView(by: Changing, view: Omit<NewView, 'userId'>): Promise<string> {
	return inTransaction(by, async (tx) => {
		const own = await listOwnNames(tx, by.person.userId);
		if (own.length >= VIEWS_MAX) throw tooManyViews(`Delete some: ${VIEWS_MAX} is the most`);
		if (own.some(({ page, name }) => page === view.page && name === view.name)) throw viewNameTaken();
		const wanted = { ...view, userId: by.person.userId };
		const { saved_view_id: id } = await insertView(tx, wanted, by.clock.now());
		await audit(tx, by, { action: 'saved_view.saved', subject: { kind: 'saved_view', id }, after: view });
		return id;
	});
}

export async function changeView(by: Changing, viewId: string, change: ViewChange): Promise<void> {
	await inTransaction(by, async (tx) => {
		const before = await ownView(tx, by, viewId);
		const own = await listOwnNames(tx, by.person.userId);
		const isTaken = own.some(
			(other) => other.saved_view_id !== viewId && other.page === before.page && other.name === change.name
		);
		if (isTaken) throw viewNameTaken();
		await updateView(tx, viewId, change, by.clock.now());
		const subject = { kind: 'saved_view', id: viewId };
		await audit(tx, by, { action: 'saved_view.changed', subject, before, after: change });
	});
}

export async function removeView(by: Changing, viewId: string): Promise<void> {
	await inTransaction(by, async (tx) => {
		const before = await ownView(tx, by, viewId);
		await deleteView(tx, viewId);
		await audit(tx, by, { action: 'saved_view.deleted', subject: { kind: 'saved_view', id: viewId }, before });
	});
}

/** A shared view can be seen by others, and changed by its owner only; a private one does not exist for others. */
async function ownView(tx: Tx, { person }: Changing, viewId: string) {
	const view = await lockView(tx, person.userId, viewId);
	if (!view) throw viewNotFound(`There is no view ${viewId}`);
	if (view.user_id !== person.userId) throw notAllowed('A view is changed by whoever saved it');
	return { page: view.page, name: view.name, query: view.query, isShared: view.is_shared };
}

async function inTransaction<Result>(by: Changing, change: (tx: Tx) => Promise<Result>): Promise<Result> {
	return by.db.transaction().execute(async (tx) => {
		await lockOwner(tx, by.person.userId);
		return change(tx);
	});
}

async function audit(tx: Tx, by: Changing, change: Change): Promise<void> {
	await writeAudit(tx, actorOf(by.person, by.requestId), by.clock.now(), change);
}
