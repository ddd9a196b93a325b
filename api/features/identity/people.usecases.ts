import { hashPassword } from 'better-auth/crypto';
import { writeAudit, type Actor } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import { PASSWORD_LENGTH_MIN } from '#api/platform/config.ts';
import type { Db } from '#api/platform/db/db.ts';
import type { Role } from '#api/platform/principal.ts';
import { passwordTooShort, personExists, personNotFound } from './identity.errors.ts';
import { insertPerson, replacePassword } from './people.repo.ts';

type PeopleDeps = { db: Db; clock: Clock };

export type PersonRequest = { email: string; name: string; role: Role; password: string };

/** better-auth looks addresses up in lower case. */
const addressOf = (email: string) => email.trim().toLowerCase();

export async function createPerson(deps: PeopleDeps, actor: Actor, request: PersonRequest): Promise<string> {
	const email = addressOf(request.email);
	const passwordHash = await hashOf(request.password);
	const now = deps.clock.now();
	return deps.db.transaction().execute(async (tx) => {
		const userId = await insertPerson(tx, { email, name: request.name, role: request.role, passwordHash }, now);
		if (!userId) throw personExists(`${email} exists already`);
		await writeAudit(tx, actor, now, {
			action: 'person.created',
			subject: { kind: 'person', id: userId },
			after: { email, name: request.name, role: request.role }
		});
		return userId;
	});
}

/** Sets a new password; whoever was signed in with the old one no longer is. */
export async function resetPassword(deps: PeopleDeps, actor: Actor, email: string, password: string): Promise<void> {
	const address = addressOf(email);
	const passwordHash = await hashOf(password);
	const now = deps.clock.now();
	await deps.db.transaction().execute(async (tx) => {
		const userId = await replacePassword(tx, address, passwordHash, now);
		if (!userId) throw personNotFound(`Nobody has the address ${address}`);
		await writeAudit(tx, actor, now, {
			action: 'person.password_reset',
			subject: { kind: 'person', id: userId },
			after: { passwordChangedAt: now }
		});
	});
}

async function hashOf(password: string): Promise<string> {
	if (password.length < PASSWORD_LENGTH_MIN) {
		throw passwordTooShort(`A password has at least ${PASSWORD_LENGTH_MIN} characters`);
	}
	return hashPassword(password);
}
