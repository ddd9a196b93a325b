import { createHash, randomBytes } from 'node:crypto';
import { writeAudit, type Actor } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import type { KeyScope } from '#api/platform/principal.ts';
import { acquirerUnknown, keyNotFound } from './identity.errors.ts';
import { findAcquirerId, insertKey, revokeKey, type NewKey } from './keys.repo.ts';

const LABEL_BYTES = 6;
const SECRET_BYTES = 32;
/** Of a key that somebody else made up, less is shown. */
const FOREIGN_PREFIX_LENGTH = 6;

export type KeyRequest = {
	name: string;
	scopes: readonly KeyScope[];
	/** The code senders use; left out for a key to the whole fleet. */
	acquirerCode?: string | undefined;
	expiresAt?: Date | undefined;
};

type KeyDeps = { db: Db; clock: Clock };

export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Makes a key and returns it in full, for the only time: what is stored is its hash. */
export async function createKey(
	deps: KeyDeps,
	actor: Actor,
	request: KeyRequest
): Promise<{ keyId: string; key: string }> {
	const acquirerId = request.acquirerCode === undefined ? null : await findAcquirerId(deps.db, request.acquirerCode);
	if (acquirerId === undefined) throw acquirerUnknown(`There is no acquirer ${request.acquirerCode}`);
	const prefix = `tw_${randomBytes(LABEL_BYTES).toString('hex')}`;
	const key = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
	const { name, scopes, expiresAt = null } = request;
	const keyId = await storeKey(deps, actor, {
		name,
		prefix,
		secretSha256: hashKey(key),
		scopes,
		acquirerId,
		expiresAt
	});
	if (keyId === null) throw new Error('Two random keys were the same');
	return { keyId, key };
}

/** Takes over a key whose text was chosen elsewhere, for the whole fleet. Does nothing when it was taken over before. */
export async function adoptKey(deps: KeyDeps, actor: Actor, name: string, key: string): Promise<string | null> {
	return storeKey(deps, actor, {
		name,
		prefix: key.slice(0, FOREIGN_PREFIX_LENGTH),
		secretSha256: hashKey(key),
		scopes: ['ingest', 'read'],
		acquirerId: null,
		expiresAt: null
	});
}

async function storeKey(deps: KeyDeps, actor: Actor, key: NewKey): Promise<string | null> {
	const now = deps.clock.now();
	return deps.db.transaction().execute(async (tx) => {
		const stored = await insertKey(tx, key, now);
		if (!stored) return null;
		await writeAudit(tx, actor, now, {
			action: 'api_key.created',
			subject: { kind: 'api_key', id: stored.api_key_id },
			after: {
				name: key.name,
				prefix: key.prefix,
				scopes: key.scopes,
				acquirerId: key.acquirerId,
				expiresAt: key.expiresAt
			}
		});
		return stored.api_key_id;
	});
}

/** From the next request on, the key opens nothing. */
export async function withdrawKey(deps: KeyDeps, actor: Actor, keyId: string): Promise<void> {
	const now = deps.clock.now();
	await deps.db.transaction().execute(async (tx) => {
		const revoked = await revokeKey(tx, keyId, now);
		if (!revoked) throw keyNotFound(`There is no key ${keyId} in use`);
		await writeAudit(tx, actor, now, {
			action: 'api_key.revoked',
			subject: { kind: 'api_key', id: keyId },
			before: { name: revoked.name, prefix: revoked.prefix },
			after: { revokedAt: now }
		});
	});
}
