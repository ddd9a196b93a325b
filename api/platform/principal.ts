// Who is asking: a signed-in person or an API key. Routes ask for a right, queries for the scope.
import { notAllowed, notSignedIn } from './errors.ts';
import type { Scope } from './scope.ts';

export type Role = 'fleet_manager';
export type KeyScope = 'ingest' | 'read';

export type Person = { kind: 'person'; userId: string; email: string; name: string; role: Role; scope: Scope };

export type Principal =
	Person | { kind: 'api_key'; keyId: string; name: string; scopes: readonly KeyScope[]; scope: Scope };

export type Right = 'read' | 'ingest' | 'configure';

/** Rights of a person by role; a key has the rights that its scopes name. */
const ROLE_RIGHTS: Record<Role, readonly Right[]> = { fleet_manager: ['read', 'ingest', 'configure'] };

export function mayDo(principal: Principal, right: Right): boolean {
	const rights: readonly string[] = principal.kind === 'person' ? ROLE_RIGHTS[principal.role] : principal.scopes;
	return rights.includes(right);
}

/** The principal, once it is known that it may do this; 401 without one, 403 without the right. */
export function requireRight(principal: Principal | null, right: Right): Principal {
	if (!principal) throw notSignedIn('Sign in, or send `Authorization: Bearer <API key>`');
	if (!mayDo(principal, right)) throw notAllowed(`This needs the right to ${right}`);
	return principal;
}

/** For what belongs to somebody: a key is nobody. */
export function requirePerson(principal: Principal | null): Person {
	if (!principal) throw notSignedIn();
	if (principal.kind !== 'person') throw notAllowed('This is for people who signed in, not for API keys');
	return principal;
}

/** How a sender is named in batches and in the audit trail. */
export function nameOf(principal: Principal): string {
	return principal.kind === 'person' ? principal.email : principal.name;
}
