// Who asks: every kind of credentials that the API knows, for an app under test.
import type { Deps } from '#api/deps.ts';
import { createPerson } from '#api/features/identity/people.usecases.ts';
import { createKey } from '#api/features/identity/keys.usecases.ts';
import { FIRST_START } from '#api/platform/audit.ts';

export const MANAGER = { email: 'manager@example.com', password: 'a long enough password' };
/** Reads and sends for the whole fleet; exists in every test app. */
export const FLEET_KEY = 'test-key-0123456789-0123456789-0123456789';

/** Name of a request's sender. `{ acquirer }` = a key bound to that acquirer, which must exist. */
export type Sender =
	| 'nobody'
	| 'manager'
	| 'another manager'
	| 'fleet key'
	| 'reading key'
	| 'sending key'
	| { acquirer: string; scopes?: readonly ('read' | 'ingest')[] };

type Request = (path: string, init?: RequestInit) => Promise<Response>;

/** The headers that a request of this sender carries. */
export async function credentialsOf(sender: Sender, deps: Deps, request: Request): Promise<Record<string, string>> {
	if (sender === 'nobody') return {};
	if (sender === 'manager') return { cookie: await signIn(request, MANAGER), origin: APP_ORIGIN };
	if (sender === 'another manager') return { cookie: await signIn(request, await newPerson(deps)), origin: APP_ORIGIN };
	if (sender === 'fleet key') return bearer(FLEET_KEY);
	if (sender === 'reading key') return bearer(await newKey(deps, ['read']));
	if (sender === 'sending key') return bearer(await newKey(deps, ['ingest']));
	return bearer(await newKey(deps, sender.scopes ?? ['read', 'ingest'], sender.acquirer));
}

export const APP_ORIGIN = 'http://127.0.0.1:3000';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

let peopleMade = 0;
async function newPerson(deps: Deps): Promise<{ email: string; password: string }> {
	peopleMade += 1;
	const person = { email: `manager${peopleMade}@example.com`, password: MANAGER.password };
	await createPerson(deps, FIRST_START, { ...person, name: `Manager ${peopleMade}`, role: 'fleet_manager' });
	return person;
}

let keysMade = 0;
async function newKey(deps: Deps, scopes: readonly ('read' | 'ingest')[], acquirerCode?: string): Promise<string> {
	keysMade += 1;
	const { key } = await createKey(deps, FIRST_START, { name: `test ${keysMade}`, scopes, acquirerCode });
	return key;
}

async function signIn(request: Request, person: { email: string; password: string }): Promise<string> {
	const response = await request('/api/auth/sign-in/email', {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin: APP_ORIGIN },
		body: JSON.stringify(person)
	});
	if (!response.ok) throw new Error(`The manager could not sign in: ${response.status} ${await response.text()}`);
	return response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}
