import { randomUUID } from 'node:crypto';
import type { Tx } from '#api/platform/db/db.ts';
import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	deleteView,
	insertView,
	listOwnNames,
	listViews,
	lockOwner,
	lockView,
	updateView
} from './saved-views.repo.ts';

const [PERSON, VIEW] = [randomUUID(), randomUUID()];
const NEW_VIEW = { userId: PERSON, page: '/terminals', name: 'Abnormal', query: 'state=abnormal', isShared: false };

type Transacting = { transaction(): { execute<Result>(change: (tx: Tx) => Promise<Result>): Promise<Result> } };
const within = async <Result>(db: Transacting, change: (tx: Tx) => Promise<Result>) => db.transaction().execute(change);

export const samples: QuerySamples = {
	listViews: async ({ db }) => listViews(db, PERSON, '/terminals'),
	listOwnNames: async ({ db }) => listOwnNames(db, PERSON),
	lockOwner: async ({ db }) => within(db, async (tx) => lockOwner(tx, PERSON)),
	lockView: async ({ db }) => within(db, async (tx) => lockView(tx, PERSON, VIEW)),
	insertView: async ({ db }) => within(db, async (tx) => insertView(tx, NEW_VIEW, SAMPLE_INSTANT)),
	updateView: async ({ db }) =>
		within(db, async (tx) => updateView(tx, VIEW, { name: 'Silent', isShared: true }, SAMPLE_INSTANT)),
	deleteView: async ({ db }) => within(db, async (tx) => deleteView(tx, VIEW))
};
