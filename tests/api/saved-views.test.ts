import { expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';

const VIEWS = `${API}/views`;
type View = { viewId: string; name: string; query: string; isShared: boolean; isOwn: boolean };

async function ask(app: TestApp, method: string, path: string, body?: object): Promise<Response> {
	return app.request(path, {
		method,
		headers: { 'content-type': 'application/json' },
		...(body ? { body: JSON.stringify(body) } : {})
	});
}

async function viewsOf(response: Response): Promise<View[]> {
	expect(response.status).toBe(200);
	return ((await response.json()) as { items: View[] }).items;
}

async function saved(app: TestApp, name: string, more: object = {}): Promise<View> {
	const body = { page: '/terminals', query: 'state=abnormal', name, ...more };
	const views = await viewsOf(await ask(app, 'POST', VIEWS, body));
	const view = views.find((each) => each.name === name);
	if (!view) throw new Error(`${name} was not saved`);
	return view;
}

const auditOf = async (app: TestApp, viewId: string) =>
	app.deps.db
		.selectFrom('audit_event')
		.select(['action', 'actor_name', 'before', 'after'])
		.where('subject_id', '=', viewId)
		.orderBy('audit_event_id')
		.execute();

test('a view is seen on its page by whoever saved it, and by nobody else until it is shared', async ({ app }) => {
	const [manager, other] = [await app.as('manager'), await app.as('another manager')];
	const { viewId } = await saved(manager, 'Mine');
	expect(await viewsOf(await manager.get(`${VIEWS}?page=/terminals`))).toMatchObject([{ viewId, isOwn: true }]);
	expect(await viewsOf(await manager.get(`${VIEWS}?page=/merchants`))).toEqual([]);
	expect(await viewsOf(await other.get(VIEWS))).toEqual([]);
	await ask(manager, 'PATCH', `${VIEWS}/${viewId}`, { isShared: true });
	expect(await viewsOf(await other.get(VIEWS))).toMatchObject([{ viewId, isOwn: false, ownerName: 'Fleet manager' }]);
	await ask(manager, 'DELETE', `${VIEWS}/${viewId}`);
	expect(await viewsOf(await other.get(VIEWS))).toEqual([]);
});

test('another person’s private view does not exist, a shared one cannot be changed', async ({ app }) => {
	const [manager, other] = [await app.as('manager'), await app.as('another manager')];
	const secret = await saved(manager, 'Private');
	const shared = await saved(manager, 'Shared', { isShared: true });
	for (const [method, body] of [['PATCH', { name: 'Taken over' }], ['DELETE']] as const) {
		expect((await ask(other, method, `${VIEWS}/${secret.viewId}`, body)).status).toBe(404);
		expect((await ask(other, method, `${VIEWS}/${shared.viewId}`, body)).status).toBe(403);
	}
	const names = (await viewsOf(await manager.get(VIEWS))).map(({ name }) => name);
	expect(names).toEqual(['Private', 'Shared']);
	await ask(manager, 'DELETE', `${VIEWS}/${shared.viewId}`);
});

test('a name stands once on a page, for each person', async ({ app }) => {
	const [manager, other] = [await app.as('manager'), await app.as('another manager')];
	const first = await saved(manager, 'Twice');
	const second = await saved(manager, 'Second');
	const again = await ask(manager, 'POST', VIEWS, { page: '/terminals', query: '', name: 'Twice' });
	expect([again.status, await again.json()]).toMatchObject([409, { code: 'view.name_taken' }]);
	expect((await ask(manager, 'PATCH', `${VIEWS}/${second.viewId}`, { name: 'Twice' })).status).toBe(409);
	expect((await ask(manager, 'PATCH', `${VIEWS}/${first.viewId}`, { name: 'Twice', query: 'q=1' })).status).toBe(200);
	await saved(manager, 'Twice', { page: '/merchants' });
	await saved(other, 'Twice');
});

test('each change leaves its trace, with what was there before', async ({ app }) => {
	const manager = await app.as('manager');
	const { viewId } = await saved(manager, 'Traced');
	await ask(manager, 'PATCH', `${VIEWS}/${viewId}`, { name: 'Renamed' });
	await ask(manager, 'DELETE', `${VIEWS}/${viewId}`);
	expect(await auditOf(app, viewId)).toMatchObject([
		{ action: 'saved_view.saved', actor_name: 'manager@example.com', after: { name: 'Traced' } },
		{ action: 'saved_view.changed', before: { name: 'Traced' }, after: { name: 'Renamed' } },
		{ action: 'saved_view.deleted', before: { name: 'Renamed' } }
	]);
});

test('a key has no views, and a view leads to no other site', async ({ app }) => {
	expect(await viewsOf(await app.get(VIEWS))).toEqual([]);
	const view = { page: '/terminals', query: '', name: 'From a key' };
	expect((await ask(app, 'POST', VIEWS, view)).status).toBe(403);
	const manager = await app.as('manager');
	for (const page of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere', '/terminals?x=1']) {
		expect((await ask(manager, 'POST', VIEWS, { ...view, page })).status, page).toBe(400);
	}
});
