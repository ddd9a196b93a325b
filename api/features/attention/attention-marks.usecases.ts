// What people say of the work list, with who said it and why in the audit trail.
import type { AttentionReason } from '#lib/domain/attention.ts';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import { nothingToMark, snoozeInPast } from './attention.errors.ts';
import { lockMark, putMark, removeMark, type MarkRow, type SubjectKind } from './attention.repo.ts';
import type { NewMark } from './attention.schemas.ts';

/** What a mark is put on: known from the list itself, so that nobody marks what needs no attention. */
export type Marked = {
	kind: SubjectKind;
	id: number;
	acquirerId: number;
	code: string;
	reasons: readonly AttentionReason[];
};

export type Marking = { db: Db; clock: Clock; principal: Principal; requestId: string };

/** Acknowledges, snoozes or, with `open`, takes the mark back. Answers the mark as it is then. */
export async function mark(by: Marking, marked: Marked, { status, until, note }: NewMark) {
	const now = by.clock.now();
	if (until !== undefined && new Date(until) <= now) throw snoozeInPast('`until` must lie in the future');
	const { scope } = by.principal;
	return by.db.transaction().execute(async (tx) => {
		const before = await lockMark(tx, scope, marked.kind, marked.id);
		const subject = { kind: marked.kind, id: marked.code };
		const actor = actorOf(by.principal, by.requestId);
		if (status === 'open') {
			if (!before) throw nothingToMark(`There is no mark on ${marked.code}`);
			await removeMark(tx, scope, marked.kind, marked.id);
			await writeAudit(tx, actor, now, {
				action: 'attention.reopened',
				subject,
				before: markItem(before),
				after: { note }
			});
			return null;
		}
		const kinds = [...new Set(marked.reasons.map(({ kind }) => kind))];
		const said = { subjectKind: marked.kind, subjectId: marked.id, acquirerId: marked.acquirerId, status, note, kinds };
		await putMark(
			tx,
			{ ...said, until: until === undefined ? null : new Date(until) },
			{ at: now, name: nameOf(by.principal) }
		);
		const after = await lockMark(tx, scope, marked.kind, marked.id);
		if (!after) throw nothingToMark(`Nothing of the work list is about ${marked.code}`);
		await writeAudit(tx, actor, now, {
			action: `attention.${status}`,
			subject,
			...(before ? { before: markItem(before) } : {}),
			after: { ...markItem(after), kinds }
		});
		return markItem(after);
	});
}

export function markItem(row: MarkRow) {
	return {
		status: row.status === 'snoozed' ? ('snoozed' as const) : ('acknowledged' as const),
		until: row.until?.toISOString() ?? null,
		note: row.note,
		markedAt: row.marked_at.toISOString(),
		markedBy: row.marked_by
	};
}
