// How far people have come with a drift: new, acknowledged, disputed, recovered; with who said so in the audit trail.
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import { claimItem, type Listed } from './fee-drift.usecases.ts';
import { lockClaim, putClaim, removeClaim } from './fee-claims.repo.ts';
import { noSuchDrift } from './fees.errors.ts';
import type { DriftItem, NewClaim } from './fees.schemas.ts';

type Claiming = { db: Db; clock: Clock; principal: Principal; requestId: string };

/** What the audit trail calls a drift. */
export const claimSubject = (item: Pick<DriftItem, 'terminalId' | 'merchantId' | 'product' | 'cardRegion' | 'kind'>) =>
	[item.terminalId, item.merchantId, item.product, ...(item.cardRegion ? [item.cardRegion] : []), item.kind].join(' ');

/** Keeps what is said of a drift that is on the list; `new` takes it back. Answers the claim as it is then. */
export async function claim(by: Claiming, { ids, item }: Listed, said: NewClaim) {
	const now = by.clock.now();
	const { scope } = by.principal;
	const { terminal_id: terminalId, merchant_id: merchantId, product, card_region: cardRegion, currency } = ids;
	if (currency === null) throw noSuchDrift();
	const key = { terminalId, merchantId, product, cardRegion, currency, kind: said.kind };
	const subject = { kind: 'fee_drift', id: claimSubject(item) };
	const actor = actorOf(by.principal, by.requestId);
	return by.db.transaction().execute(async (tx) => {
		const before = await lockClaim(tx, scope, key);
		const told = before ? { before: claimItem(before) } : {};
		if (said.status === 'new') {
			if (!before) throw noSuchDrift('Nobody has said anything of it');
			await removeClaim(tx, scope, key);
			await writeAudit(tx, actor, now, {
				action: 'fee_claim.taken_back',
				subject,
				...told,
				after: { note: said.note }
			});
			return null;
		}
		await putClaim(tx, key, {
			acquirer_id: ids.acquirer_id,
			status: said.status,
			owner: said.owner || (before?.owner ?? nameOf(by.principal)),
			recovered_minor: said.recoveredMinor ?? null,
			note: said.note,
			updated_at: now,
			updated_by: nameOf(by.principal)
		});
		const after = await lockClaim(tx, scope, key);
		if (!after) throw noSuchDrift();
		const drifted = { driftMinor: item.driftMinor, currency: item.currency };
		await writeAudit(tx, actor, now, {
			action: `fee_claim.${said.status}`,
			subject,
			...told,
			after: { ...claimItem(after), ...drifted }
		});
		return claimItem(after);
	});
}
