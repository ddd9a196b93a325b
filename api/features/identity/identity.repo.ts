// Reads that every request needs: what a signed-in person or the holder of a key may do.
import type { Db, ReadDb } from '#api/platform/db/db.ts';

/** The membership of a person, or undefined for somebody who may do nothing here. */
export async function findMember(db: ReadDb, userId: string) {
	return db
		.selectFrom('auth.user')
		.innerJoin('membership', 'membership.user_id', 'auth.user.id')
		.select(['auth.user.id', 'auth.user.email', 'auth.user.name', 'membership.role'])
		.where('auth.user.id', '=', userId)
		.executeTakeFirst();
}

/** The key with this hash if it counts at `now`: neither revoked nor expired. */
export async function findUsableKey(db: ReadDb, secretSha256: Buffer, now: Date) {
	return db
		.selectFrom('api_key')
		.select(['api_key_id', 'name', 'scopes', 'acquirer_id', 'last_used_at'])
		.where('secret_sha256', '=', secretSha256)
		.where('revoked_at', 'is', null)
		.where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
		.executeTakeFirst();
}

export async function noteKeyUse(db: Db, keyId: string, now: Date): Promise<void> {
	await db.updateTable('api_key').set({ last_used_at: now }).where('api_key_id', '=', keyId).execute();
}
