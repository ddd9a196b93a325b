// Who comes in, with what, and who does not.
import { getMigrations } from 'better-auth/db/migration';
import { beforeAll, describe, expect, vi } from 'vitest';
import { authOptions, createAuth, type Auth } from '#api/features/identity/auth.ts';
import { createIdentity, type Identity } from '#api/features/identity/identity.ts';
import { adoptKey, createKey, withdrawKey } from '#api/features/identity/keys.usecases.ts';
import { trustedOriginsOf } from '#api/features/identity/origins.ts';
import { createPerson, resetPassword } from '#api/features/identity/people.usecases.ts';
import { COMMAND_LINE } from '#api/platform/audit.ts';
import { fixedClock, type Clock } from '#api/platform/clock.ts';
import { createLogger } from '#api/platform/log.ts';
import { test as base, type TestDatabase } from '#tests/support/database.ts';

const ADDRESS = 'http://127.0.0.1:3000';
const EMAIL = 'manager@example.com';
const PASSWORD = 'correct horse battery';
const NOW = fixedClock('2026-03-01T08:00:00Z');
const YEAR_MS = 365 * 24 * 3600 * 1000;

const settings = {
	baseUrl: ADDRESS,
	trustedOrigins: trustedOriginsOf({ host: '127.0.0.1', port: 3000 }),
	secret: 'a secret for tests that is long enough',
	rateLimited: false,
	log: createLogger({ logLevel: 'silent' })
};

const test = base.extend<{ auth: Auth; identity: Identity }>({
	auth: [async ({ database }, use) => use(createAuth(database.db, settings)), { scope: 'file' }],
	identity: [async ({ database, auth }, use) => use(identityAt(NOW, database, auth)), { scope: 'file' }]
});

function identityAt(clock: Clock, database: TestDatabase, auth: Auth): Identity {
	return createIdentity({ db: database.db, clock, auth, log: settings.log, trustedOrigins: settings.trustedOrigins });
}

type SignIn = { origin?: string | null; email?: string; password?: string; address?: string };

async function signIn(auth: Auth, given: SignIn = {}): Promise<Response> {
	const origin = given.origin === undefined ? ADDRESS : given.origin;
	return auth.handler(
		new Request(`${given.address ?? ADDRESS}/api/auth/sign-in/email`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(origin ? { origin } : {}) },
			body: JSON.stringify({ email: given.email ?? EMAIL, password: given.password ?? PASSWORD })
		})
	);
}

function cookieOf(response: Response): string {
	return response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

const ask = (headers: Record<string, string>, method = 'GET') =>
	new Request(`${ADDRESS}/api/v1/terminals`, { method, headers });

const withKey = (key: string) => ask({ authorization: `Bearer ${key}` });

describe('signing in', () => {
	beforeAll(() => {
		// Under these, better-auth would leave out the very checks that are tested here.
		expect({ node: process.env['NODE_ENV'], test: process.env['TEST'] }).toEqual({ node: 'production', test: '' });
	});

	test('works for a person that the command line has made, from either name of a local server', async ({
		database,
		auth,
		identity
	}) => {
		await createPerson({ db: database.db, clock: NOW }, COMMAND_LINE, {
			email: 'Manager@Example.com',
			name: 'The manager',
			role: 'fleet_manager',
			password: PASSWORD
		});
		for (const origin of [ADDRESS, 'http://localhost:3000']) {
			const response = await signIn(auth, { origin });
			expect(response.status).toBe(200);
			expect(await identity.authenticate(ask({ cookie: cookieOf(response) }))).toMatchObject({
				kind: 'person',
				email: EMAIL,
				role: 'fleet_manager',
				scope: { kind: 'fleet' }
			});
		}
	});

	test('gives a cookie that scripts cannot read and other sites’ forms do not send', async ({ auth }) => {
		const [cookie] = (await signIn(auth)).headers.getSetCookie();
		expect(cookie).toMatch(/^tillwatch\.session_token=/);
		expect(cookie).toMatch(/HttpOnly/i);
		expect(cookie).toMatch(/SameSite=Lax/i);
	});

	test('is refused to a page of another site', async ({ auth }) => {
		for (const origin of ['https://evil.example', 'http://127.0.0.1:3001', 'null']) {
			expect((await signIn(auth, { origin })).status, origin).toBe(403);
		}
	});

	test('is refused to it even where the environment claims to be a test', async ({ database }) => {
		vi.stubEnv('NODE_ENV', 'test');
		vi.stubEnv('TEST', '1');
		const auth = createAuth(database.db, settings);
		expect((await signIn(auth, { origin: 'https://evil.example' })).status).toBe(403);
		vi.unstubAllEnvs();
	});

	test('is refused with a wrong password, in the same words as for somebody unknown', async ({ auth }) => {
		const wrong = await signIn(auth, { password: 'wrong horse battery' });
		const unknown = await signIn(auth, { email: 'nobody@example.com' });
		expect([wrong.status, unknown.status]).toEqual([401, 401]);
		expect(await wrong.json()).toEqual(await unknown.json());
	});

	test('cannot be had by signing oneself up', async ({ database, auth }) => {
		const response = await auth.handler(
			new Request(`${ADDRESS}/api/auth/sign-up/email`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', origin: ADDRESS },
				body: JSON.stringify({ email: 'self@example.com', name: 'Self', password: PASSWORD })
			})
		);
		expect(response.status).toBeGreaterThanOrEqual(400);
		const found = await database.sql`select 1 from auth."user" where email = 'self@example.com'`;
		expect(found).toHaveLength(0);
	});

	test('opens nothing to somebody who has no role here', async ({ database, auth, identity }) => {
		const deps = { db: database.db, clock: NOW };
		const person = { email: 'former@example.com', name: 'Former', role: 'fleet_manager', password: PASSWORD } as const;
		const userId = await createPerson(deps, COMMAND_LINE, person);
		await database.sql`delete from membership where user_id = ${userId}`;
		const cookie = cookieOf(await signIn(auth, { email: person.email }));
		expect(await identity.authenticate(ask({ cookie }))).toBeNull();
	});

	test('ends everywhere when the password is reset, and the old password with it', async ({
		database,
		auth,
		identity
	}) => {
		const deps = { db: database.db, clock: NOW };
		const email = 'reset@example.com';
		await createPerson(deps, COMMAND_LINE, { email, name: 'R', role: 'fleet_manager', password: PASSWORD });
		const cookie = cookieOf(await signIn(auth, { email }));
		await resetPassword(deps, COMMAND_LINE, email, 'another long password');
		expect(await identity.authenticate(ask({ cookie }))).toBeNull();
		expect((await signIn(auth, { email })).status).toBe(401);
		expect((await signIn(auth, { email, password: 'another long password' })).status).toBe(200);
	});

	test('is slowed down for whoever guesses', async ({ database }) => {
		const auth = createAuth(database.db, { ...settings, rateLimited: true });
		const guess = async () => (await signIn(auth, { password: 'a guess of mine' })).status;
		const statuses = [];
		for (let n = 0; n < 12; n++) statuses.push(await guess());
		expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
		expect(statuses.slice(10)).toEqual([429, 429]);
	});
});

describe('a session cookie', () => {
	test('lets our own pages change things, and lets those of another site only look', async ({ auth, identity }) => {
		const cookie = cookieOf(await signIn(auth));
		expect(await identity.authenticate(ask({ cookie, origin: ADDRESS }, 'PUT'))).not.toBeNull();
		expect(await identity.authenticate(ask({ cookie, origin: 'https://evil.example' }, 'PUT'))).toBeNull();
		expect(await identity.authenticate(ask({ cookie }, 'POST'))).toBeNull();
		expect(await identity.authenticate(ask({ cookie }, 'GET'))).not.toBeNull();
	});

	test('with a forged signature opens nothing', async ({ auth, identity }) => {
		const cookie = cookieOf(await signIn(auth));
		expect(await identity.authenticate(ask({ cookie: cookie.replace(/\.[^.]*$/, '.forged') }))).toBeNull();
	});
});

describe('an API key', () => {
	test('opens what its scopes say, for as long as it lives', async ({ database, auth, identity }) => {
		const deps = { db: database.db, clock: NOW };
		const expiresAt = new Date(NOW.now().getTime() + YEAR_MS);
		const { key } = await createKey(deps, COMMAND_LINE, { name: 'switch', scopes: ['ingest'], expiresAt });
		expect(await identity.authenticate(withKey(key))).toMatchObject({
			kind: 'api_key',
			name: 'switch',
			scopes: ['ingest'],
			scope: { kind: 'fleet' }
		});
		const afterwards = identityAt({ now: () => expiresAt }, database, auth);
		expect(await afterwards.authenticate(withKey(key))).toBeNull();
	});

	test('of an acquirer reaches that acquirer only', async ({ database, identity }) => {
		await database.sql`insert into acquirer (acquirer_id, acquirer_code) values (7, 'acq-7')`;
		const deps = { db: database.db, clock: NOW };
		const request = { name: 'partner', scopes: ['read'], acquirerCode: 'acq-7' } as const;
		const { key } = await createKey(deps, COMMAND_LINE, request);
		expect(await identity.authenticate(withKey(key))).toMatchObject({
			scope: { kind: 'acquirers', acquirerIds: [7] }
		});
		await expect(createKey(deps, COMMAND_LINE, { ...request, acquirerCode: 'acq-8' })).rejects.toMatchObject({
			code: 'acquirer.not_found'
		});
	});

	test('that was revoked opens nothing, and cannot be adopted again', async ({ database, identity }) => {
		const deps = { db: database.db, clock: NOW };
		const chosen = 'chosen_elsewhere_0123456789_abcdefghij';
		const keyId = await adoptKey(deps, COMMAND_LINE, 'bootstrap', chosen);
		expect(await identity.authenticate(withKey(chosen))).toMatchObject({ scopes: ['ingest', 'read'] });
		await withdrawKey(deps, COMMAND_LINE, keyId ?? '');
		expect(await adoptKey(deps, COMMAND_LINE, 'bootstrap', chosen)).toBeNull();
		expect(await identity.authenticate(withKey(chosen))).toBeNull();
	});

	test('is kept as a hash: the database holds nothing that opens a door', async ({ database }) => {
		const { key } = await createKey({ db: database.db, clock: NOW }, COMMAND_LINE, {
			name: 'hashed',
			scopes: ['read']
		});
		const [stored] = await database.sql`select api_key::text as row from api_key where name = 'hashed'`;
		const [audited] = await database.sql`select string_agg(audit_event::text, ' ') as rows from audit_event`;
		const secret = key.slice(key.lastIndexOf('_') + 1);
		expect(`${stored?.['row']} ${audited?.['rows']}`).not.toContain(secret);
		expect(audited?.['rows']).toContain('api_key.created');
	});

	test('that is wrong is not made up for by a good cookie', async ({ auth, identity }) => {
		const cookie = cookieOf(await signIn(auth));
		const request = ask({ cookie, authorization: 'Bearer tw_000000000000_notakeyofours' });
		expect(await identity.authenticate(request)).toBeNull();
	});

	test('has its last use noted, once a minute at most', async ({ database, auth }) => {
		const { key, keyId } = await createKey({ db: database.db, clock: NOW }, COMMAND_LINE, {
			name: 'used',
			scopes: ['read']
		});
		const lastUse = async () => {
			const [row] = await database.sql`select last_used_at from api_key where api_key_id = ${keyId}`;
			return (row?.['last_used_at'] as Date | null)?.toISOString();
		};
		const useAt = async (instant: string) => identityAt(fixedClock(instant), database, auth).authenticate(withKey(key));
		await useAt('2026-03-01T09:00:00Z');
		await expect.poll(lastUse).toBe('2026-03-01T09:00:00.000Z');
		await useAt('2026-03-01T09:00:30Z');
		await useAt('2026-03-01T09:01:00Z');
		await expect.poll(lastUse).toBe('2026-03-01T09:01:00.000Z');
	});
});

test('better-auth finds every table and column that it needs in our migrations', async ({ database }) => {
	const plan = await getMigrations(authOptions(database.db, settings));
	expect(plan.toBeCreated).toEqual([]);
	expect(plan.toBeAdded).toEqual([]);
	expect(plan.toBeAddedIndexes).toEqual([]);
	expect(plan.schemaProblems).toEqual([]);
});
