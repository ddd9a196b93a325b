import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import type { Tx } from '#api/platform/db/db.ts';
import { lockClaim, putClaim, removeClaim } from './fee-claims.repo.ts';

const KEY = { terminalId: 1, merchantId: 1, product: 0, cardRegion: 0, currency: 156, kind: 'silent_raise' };
const SAID = {
	...{ acquirer_id: 1, status: 'recovered', owner: 'manager@example.com', recovered_minor: 1200, note: '' },
	...{ updated_at: SAMPLE_INSTANT, updated_by: 'manager@example.com' }
};

type Transacting = { transaction(): { execute<Result>(change: (tx: Tx) => Promise<Result>): Promise<Result> } };
const within = async <Result>(db: Transacting, change: (tx: Tx) => Promise<Result>) => db.transaction().execute(change);

export const samples: QuerySamples = {
	lockClaim: async ({ db }) => within(db, async (tx) => lockClaim(tx, SAMPLE_SCOPE, KEY)),
	putClaim: async ({ db }) => within(db, async (tx) => putClaim(tx, KEY, SAID)),
	removeClaim: async ({ db }) => within(db, async (tx) => removeClaim(tx, SAMPLE_SCOPE, KEY))
};
