// Writes to better-auth's own tables, so that a person, the password and the role come into being together or not at all.
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import type { Role } from '#api/platform/principal.ts';

/** better-auth's name for "signs in with a password". */
const PASSWORD_PROVIDER = 'credential';

export type NewPerson = { email: string; name: string; role: Role; passwordHash: string };

/** Stores the person and tells the number, or undefined where the address is taken. */
export async function insertPerson(tx: Tx, person: NewPerson, now: Date): Promise<string | undefined> {
	const user = await tx
		.insertInto('auth.user')
		.values({ email: person.email, name: person.name, emailVerified: true, createdAt: now, updatedAt: now })
		.onConflict((conflict) => conflict.column('email').doNothing())
		.returning('id')
		.executeTakeFirst();
	if (!user) return undefined;
	await tx
		.insertInto('auth.account')
		.values({
			userId: user.id,
			accountId: user.id,
			providerId: PASSWORD_PROVIDER,
			password: person.passwordHash,
			createdAt: now,
			updatedAt: now
		})
		.execute();
	await tx.insertInto('membership').values({ user_id: user.id, role: person.role, created_at: now }).execute();
	return user.id;
}

/** Replaces the password and ends all sessions of the person; tells the number, or undefined where nobody has the address. */
export async function replacePassword(
	tx: Tx,
	email: string,
	passwordHash: string,
	now: Date
): Promise<string | undefined> {
	const user = await tx.selectFrom('auth.user').select('id').where('email', '=', email).executeTakeFirst();
	if (!user) return undefined;
	await tx
		.updateTable('auth.account')
		.set({ password: passwordHash, updatedAt: now })
		.where('userId', '=', user.id)
		.where('providerId', '=', PASSWORD_PROVIDER)
		.execute();
	await tx.deleteFrom('auth.session').where('userId', '=', user.id).execute();
	return user.id;
}

/** True as soon as anybody at all may sign in. */
export async function hasPeople(db: ReadDb): Promise<boolean> {
	return (await db.selectFrom('membership').select('user_id').limit(1).executeTakeFirst()) !== undefined;
}

/** The stored hash of the person's password, or undefined for nobody, or for somebody who signs in otherwise. */
export async function findPasswordHash(db: ReadDb, email: string): Promise<string | undefined> {
	const account = await db
		.selectFrom('auth.account')
		.innerJoin('auth.user', 'auth.user.id', 'auth.account.userId')
		.select('auth.account.password')
		.where('auth.user.email', '=', email)
		.where('providerId', '=', PASSWORD_PROVIDER)
		.executeTakeFirst();
	return account?.password ?? undefined;
}
