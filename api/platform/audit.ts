import type { Tx } from './db/db.ts';
import { jsonb } from './db/jsonb.ts';
import { nameOf, type Principal } from './principal.ts';

/** Who makes a change. `system` is the installation itself: its first start, its jobs, its command line. */
export type Actor = { kind: 'person' | 'api_key' | 'system'; id: string | null; name: string; requestId?: string };

export type Change = {
	/** noun.verb, past tense: `api_key.revoked` */
	action: string;
	subject: { kind: string; id: string };
	before?: object;
	after?: object;
};

export const COMMAND_LINE: Actor = { kind: 'system', id: null, name: 'command line' };
export const FIRST_START: Actor = { kind: 'system', id: null, name: 'first start' };

export function actorOf(principal: Principal, requestId: string): Actor {
	const id = principal.kind === 'person' ? principal.userId : principal.keyId;
	return { kind: principal.kind, id, name: nameOf(principal), requestId };
}

/** Takes the transaction of the change itself: either both are kept or neither. */
export async function writeAudit(tx: Tx, actor: Actor, now: Date, change: Change): Promise<void> {
	await tx
		.insertInto('audit_event')
		.values({
			occurred_at: now,
			actor_kind: actor.kind,
			actor_id: actor.id,
			actor_name: actor.name,
			action: change.action,
			subject_kind: change.subject.kind,
			subject_id: change.subject.id,
			before: change.before ? jsonb(change.before) : null,
			after: change.after ? jsonb(change.after) : null,
			request_id: actor.requestId ?? null
		})
		.execute();
}
