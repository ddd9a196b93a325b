import type { FirstSeenKind } from '#lib/domain/first-seen.ts';
import { stateChangeKind, type StateChangeKind } from '#lib/domain/state-changes.ts';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import type { Person, Principal } from '#api/platform/principal.ts';
import { readFirstSeen } from './first-seen.usecases.ts';
import {
	countFirstSeen,
	countNewUnmappedCodes,
	countStateChanges,
	findLastLook,
	recordLastLook
} from './overview.repo.ts';
import type { News } from './overview.schemas.ts';

/** What counts as news for whoever never said to have seen anything. */
const FIRST_LOOK_MS = 24 * 3_600_000;

export async function lastLookOf(db: ReadDb, principal: Principal): Promise<Date | null> {
	return principal.kind === 'person' ? findLastLook(db, principal.userId) : null;
}

export async function readNews(
	db: ReadDb,
	principal: Principal,
	args: { since: Date | undefined; now: Date; timeZone: string }
): Promise<News> {
	const lastLook = args.since === undefined ? await lastLookOf(db, principal) : null;
	const since = args.since ?? lastLook ?? new Date(args.now.getTime() - FIRST_LOOK_MS);
	const { scope } = principal;
	const changes = await countStateChanges(db, scope, since);
	const sumOf = (kind: StateChangeKind) =>
		changes.reduce((sum, { from, to, count }) => (stateChangeKind(from, to) === kind ? sum + count : sum), 0);
	const firstSeen = await readFirstSeen(db, scope, { ...args, since });
	const firstSeenOf = (kind: FirstSeenKind) => firstSeen.filter((each) => each.kind === kind).length;
	return {
		since: since.toISOString(),
		isLastLook: lastLook !== null,
		terminals: { worse: sumOf('worse'), recovered: sumOf('recovered') },
		newTerminals: await countFirstSeen(db, scope, 'terminal', since),
		newMerchants: await countFirstSeen(db, scope, 'merchant', since),
		newUnmappedCodes: await countNewUnmappedCodes(db, scope, since),
		firstSeen: {
			firmware: firstSeenOf('firmware'),
			model: firstSeenOf('model'),
			carrier: firstSeenOf('carrier'),
			code: firstSeenOf('code')
		}
	};
}

/** From now on only what happens later is news to this person. */
export async function lookNow(
	{ db, clock }: { db: Db; clock: Clock },
	person: Person,
	requestId: string
): Promise<Date> {
	const now = clock.now();
	await db.transaction().execute(async (tx) => {
		const before = await findLastLook(tx, person.userId);
		await recordLastLook(tx, person.userId, now);
		await writeAudit(tx, actorOf(person, requestId), now, {
			action: 'overview.looked',
			subject: { kind: 'person', id: person.userId },
			...(before ? { before: { lookedAt: before.toISOString() } } : {}),
			after: { lookedAt: now.toISOString() }
		});
	});
	return now;
}
