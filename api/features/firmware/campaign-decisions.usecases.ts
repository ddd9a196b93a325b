// Who stopped a campaign or let it go on, and why. The vendor's tool is told by them: Tillwatch keeps what was decided, and the evidence.
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import type { Scope } from '#api/platform/scope.ts';
import { alreadyDecided, campaignShared, campaignUnknown } from './campaigns.errors.ts';
import {
	addDecision,
	campaignDecisions,
	campaignReach,
	campaignRings,
	lockCampaign,
	type DecisionRow
} from './campaigns.repo.ts';
import type { DecisionItem, NewDecision } from './campaigns.schemas.ts';
import { campaignList } from './campaigns.usecases.ts';

export type Deciding = { db: Db; clock: Clock; timeZone: string; principal: Principal; requestId: string };

/** The evidence of that moment goes into the audit trail with it. Answers all decisions, the newest first. */
export async function decide(
	by: Deciding,
	campaignId: string,
	{ decision, reason }: NewDecision
): Promise<DecisionItem[]> {
	const { scope } = by.principal;
	const now = by.clock.now();
	return by.db.transaction().execute(async (tx) => {
		await lockCampaign(tx, campaignId);
		const { all, own } = await campaignReach(tx, scope, campaignId);
		if (own === 0) throw campaignUnknown();
		if (own < all && scope.kind !== 'fleet') throw campaignShared();
		const [before] = await campaignDecisions(tx, campaignId);
		if ((before?.decision ?? 'resumed') === decision) throw alreadyDecided(`The campaign was ${decision} before`);
		const decided_by = nameOf(by.principal);
		await addDecision(tx, { campaign_code: campaignId, decision, reason, decided_at: now, decided_by });
		const question = { vendor: [], model: [], firmware: [], status: [], campaign: campaignId };
		const rings = await campaignList(tx, scope, question, by.timeZone);
		const [{ verdict = null, effect = null, effectLow = null, effectHigh = null } = {}] = rings;
		await writeAudit(tx, actorOf(by.principal, by.requestId), now, {
			action: `firmware_campaign.${decision}`,
			subject: { kind: 'firmware_campaign', id: campaignId },
			...(before ? { before: decisionItem(before) } : {}),
			after: { decision, reason, verdict, effect, effectLow, effectHigh }
		});
		return (await campaignDecisions(tx, campaignId)).map(decisionItem);
	});
}

export async function decisionList(
	db: ReadDb,
	scope: Scope,
	campaignId: string,
	timeZone: string
): Promise<DecisionItem[]> {
	if ((await campaignRings(db, scope, timeZone, campaignId)).length === 0) throw campaignUnknown();
	return (await campaignDecisions(db, campaignId)).map(decisionItem);
}

const decisionItem = ({ decision, reason, decided_at, decided_by }: DecisionRow): DecisionItem => ({
	decision,
	reason,
	decidedAt: decided_at.toISOString(),
	decidedBy: decided_by
});
