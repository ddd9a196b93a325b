import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	codesUnder,
	factSpans,
	pendingReclassifications,
	recordReclassified,
	reclassify,
	ruleDates
} from './reclassify.repo.ts';

const SPAN = { from_at: SAMPLE_INSTANT, to_at: SAMPLE_INSTANT };

export const samples: QuerySamples = {
	pendingReclassifications: async ({ sql }) => pendingReclassifications(sql),
	codesUnder: async ({ sql }) => codesUnder(sql, { profile: 'cup', code: 'Q9', is_prefix: false }),
	ruleDates: async ({ sql }) => ruleDates(sql, ['cup']),
	factSpans: async ({ sql }) => factSpans(sql, SAMPLE_INSTANT),
	reclassify: async ({ sql }) => reclassify(sql, SPAN, { codeIds: [1], cause: 7, scope: 2 }, 'Asia/Shanghai'),
	recordReclassified: async ({ sql }) => recordReclassified(sql, 1, 0, SAMPLE_INSTANT)
};
