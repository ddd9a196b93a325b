import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import type { KeyScope } from '#api/platform/principal.ts';

export type NewKey = {
	name: string;
	prefix: string;
	secretSha256: Buffer;
	scopes: readonly KeyScope[];
	acquirerId: number | null;
	expiresAt: Date | null;
};

/** Stores a key and tells its number, or undefined where a key with the same secret exists already, in use or revoked. */
export async function insertKey(tx: Tx, key: NewKey, now: Date): Promise<{ api_key_id: string } | undefined> {
	return tx
		.insertInto('api_key')
		.values({
			name: key.name,
			prefix: key.prefix,
			secret_sha256: key.secretSha256,
			scopes: [...key.scopes],
			acquirer_id: key.acquirerId,
			created_at: now,
			expires_at: key.expiresAt
		})
		.onConflict((conflict) => conflict.column('secret_sha256').doNothing())
		.returning('api_key_id')
		.executeTakeFirst();
}

/** Every key, newest first; ties by number. */
export async function listKeys(db: ReadDb) {
	return db
		.selectFrom('api_key')
		.leftJoin('acquirer', 'acquirer.acquirer_id', 'api_key.acquirer_id')
		.select([
			'api_key_id',
			'api_key.name',
			'prefix',
			'scopes',
			'acquirer_code',
			'created_at',
			'expires_at',
			'revoked_at',
			'last_used_at'
		])
		.orderBy('created_at', 'desc')
		.orderBy('api_key_id')
		.execute();
}

/** Revokes the key and returns it, or undefined where there is no such key in use. */
export async function revokeKey(tx: Tx, keyId: string, now: Date) {
	return tx
		.updateTable('api_key')
		.set({ revoked_at: now })
		.where('api_key_id', '=', keyId)
		.where('revoked_at', 'is', null)
		.returning(['api_key_id', 'name', 'prefix'])
		.executeTakeFirst();
}

/** The acquirer's own number for the code that senders use. */
export async function findAcquirerId(db: ReadDb, acquirerCode: string): Promise<number | undefined> {
	const row = await db
		.selectFrom('acquirer')
		.select('acquirer_id')
		.where('acquirer_code', '=', acquirerCode)
		.executeTakeFirst();
	return row?.acquirer_id;
}
