import { normaliseCode } from '#lib/domain/response-codes.ts';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Db } from '#api/platform/db/db.ts';
import { atOnce, type Pace } from '#api/platform/pace.ts';
import type { Principal } from '#api/platform/principal.ts';
import { loadClassifier } from '../storing/classifier.repo.ts';
import {
	codesUnder,
	factSpans,
	pendingReclassifications,
	recordReclassified,
	reclassify,
	ruleDates
} from './reclassify.repo.ts';
import { planOf } from './reclassification-plan.ts';
import { lockRule, putRule, requestReclassification, type Rule } from './rules.repo.ts';

/** Adds or changes a dated rule, with its audit row and the request to classify history anew, all or nothing. */
export async function changeRule(
	deps: { db: Db; clock: Clock },
	principal: Principal,
	requestId: string,
	wanted: Rule
): Promise<{ reclassificationId: number }> {
	const rule = { ...wanted, code: normaliseCode(wanted.profile, wanted.code) ?? '' };
	const now = deps.clock.now();
	return deps.db.transaction().execute(async (tx) => {
		const before = await lockRule(tx, rule);
		await putRule(tx, rule);
		await writeAudit(tx, actorOf(principal, requestId), now, {
			action: before ? 'response_code_rule.changed' : 'response_code_rule.added',
			subject: { kind: 'response_code_rule', id: `${rule.profile} ${rule.code}` },
			...(before ? { before } : {}),
			after: rule
		});
		return { reclassificationId: await requestReclassification(tx, rule, now) };
	});
}

/**
 * A batch that was classified by the old rules may still be on its way to the database when the first pass runs. A second pass
 * this long after the request catches it.
 */
const SECOND_PASS_AFTER_MS = 2 * 60_000;

/** One pass over every pending request. Facts that already stand as the rules say are left alone, so a repeated pass is harmless. */
export async function reclassifyPending(parts: {
	sql: Sql;
	clock: Clock;
	timeZone: string;
	pace?: Pace;
}): Promise<number> {
	const { sql, clock, timeZone, pace = atOnce } = parts;
	let changed = 0;
	for (const request of await pendingReclassifications(sql)) {
		const isLastPass = clock.now().getTime() - request.requested_at.getTime() >= SECOND_PASS_AFTER_MS;
		const classify = await loadClassifier(sql);
		const codes = await codesUnder(sql, request);
		const dates = await ruleDates(sql, ['iso', request.profile]);
		for (const span of await factSpans(sql, request.from_at)) {
			for (const { piece, target } of planOf(span, { from: request.from_at, dates, codes, classify })) {
				const done = await pace(async () => reclassify(sql, piece, target, timeZone));
				changed += done;
				if (done > 0) await recordReclassified(sql, request.reclassification_id, done, null);
			}
		}
		if (isLastPass) await recordReclassified(sql, request.reclassification_id, 0, clock.now());
	}
	return changed;
}
