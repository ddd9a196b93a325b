import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	ensureFleet,
	findDemo,
	findFleet,
	isEmptyFleet,
	markAsDemo,
	newestEventAt,
	readFleetExtent,
	recordDemoLoaded
} from './fleet.repo.ts';

export const samples: QuerySamples = {
	findFleet: async ({ db }) => findFleet(db),
	readFleetExtent: async ({ db }) => readFleetExtent(db, SAMPLE_SCOPE),
	newestEventAt: async ({ db }) => newestEventAt(db, SAMPLE_SCOPE),
	ensureFleet: async ({ sql }) => ensureFleet(sql, 'Asia/Shanghai', SAMPLE_INSTANT),
	markAsDemo: async ({ sql }) => markAsDemo(sql, SAMPLE_INSTANT),
	findDemo: async ({ sql }) => findDemo(sql),
	recordDemoLoaded: async ({ sql }) => recordDemoLoaded(sql, SAMPLE_INSTANT),
	isEmptyFleet: async ({ sql }) => isEmptyFleet(sql)
};
