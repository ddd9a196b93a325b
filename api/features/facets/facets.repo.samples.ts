import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { facetValues } from './facets.repo.ts';

export const samples: QuerySamples = {
	'facetValues (models)': async ({ db }) => facetValues(db, SAMPLE_SCOPE, { facet: 'model', q: 'a9', limit: 50 }),
	'facetValues (issuers)': async ({ db }) => facetValues(db, SAMPLE_SCOPE, { facet: 'issuer', q: '', limit: 50 }),
	'facetValues (codes)': async ({ db }) => facetValues(db, SAMPLE_SCOPE, { facet: 'code', q: '51', limit: 50 }),
	'facetValues (categories)': async ({ db }) => facetValues(db, SAMPLE_SCOPE, { facet: 'mcc', q: '', limit: 50 }),
	'facetValues (regions)': async ({ db }) => facetValues(db, SAMPLE_SCOPE, { facet: 'region', q: '', limit: 50 })
};
