// Answers "who is asking?" for every request.
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import type { Logger } from '#api/platform/log.ts';
import type { KeyScope, Principal, Role } from '#api/platform/principal.ts';
import { FLEET_SCOPE } from '#api/platform/scope.ts';
import type { Auth } from './auth.ts';
import { findMember, findUsableKey, noteKeyUse } from './identity.repo.ts';
import { hashKey } from './keys.usecases.ts';
import type { TrustedOrigins } from './origins.ts';

/** Who used a key when is worth a row a minute, not a write per request. */
const KEY_USE_NOTED_EVERY_MS = 60_000;
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

export type Identity = {
	/** The holder of the API key, else the person of the session cookie, else null. */
	authenticate(request: Request): Promise<Principal | null>;
};

type IdentityDeps = { db: Db; clock: Clock; log: Logger; auth: Auth; trustedOrigins: TrustedOrigins };

export function createIdentity(deps: IdentityDeps): Identity {
	return {
		authenticate: async (request) => {
			const authorization = request.headers.get('authorization');
			// Whoever sends a key is judged by it alone: a wrong key does not fall back to a cookie.
			if (authorization !== null) return keyHolder(deps, authorization);
			return mayUseCookie(deps, request) ? signedInPerson(deps, request) : null;
		}
	};
}

async function keyHolder(deps: IdentityDeps, authorization: string): Promise<Principal | null> {
	const key = /^Bearer +([A-Za-z0-9_-]{20,512})$/i.exec(authorization)?.[1];
	if (!key) return null;
	const now = deps.clock.now();
	const found = await findUsableKey(deps.db, hashKey(key), now);
	if (!found) return null;
	if (now.getTime() - (found.last_used_at?.getTime() ?? 0) >= KEY_USE_NOTED_EVERY_MS) {
		noteKeyUse(deps.db, found.api_key_id, now).catch((error: unknown) => {
			deps.log.warn({ err: error }, 'the use of an API key was not noted');
		});
	}
	return {
		kind: 'api_key',
		keyId: found.api_key_id,
		name: found.name,
		scopes: asKeyScopes(found.scopes),
		scope: found.acquirer_id === null ? FLEET_SCOPE : { kind: 'acquirers', acquirerIds: [found.acquirer_id] }
	};
}

async function signedInPerson(deps: IdentityDeps, request: Request): Promise<Principal | null> {
	// Most visitors without a session also have no cookie: they cost no query.
	if (!request.headers.has('cookie')) return null;
	const session = await deps.auth.api.getSession({ headers: request.headers });
	if (!session) return null;
	const member = await findMember(deps.db, session.user.id);
	if (!member) return null;
	return {
		kind: 'person',
		userId: member.id,
		email: member.email,
		name: member.name,
		role: asRole(member.role),
		scope: FLEET_SCOPE
	};
}

/** A browser sends our cookie along with what another site's page asks for. Such a request may look, but not change anything. */
function mayUseCookie(deps: IdentityDeps, request: Request): boolean {
	if (SAFE_METHODS.includes(request.method)) return true;
	const origin = request.headers.get('origin');
	return origin !== null && deps.trustedOrigins(request).includes(origin);
}

/** The table's check constraint holds nothing but these. */
const asRole = (role: string) => role as Role;
const asKeyScopes = (scopes: string[]) => scopes as KeyScope[];
