import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	findFeeAgreements,
	findFirmwareReleases,
	findMerchants,
	findNotices,
	findTerminals,
	writeFeeAgreements,
	writeFirmwareReleases,
	writeMerchants,
	writeNotices,
	writeTerminals
} from './master-data.repo.ts';

/** Rows travel as one JSON document, so that the SQL is the same for none and for many. */
export const samples: QuerySamples = {
	findMerchants: async ({ sql }) => findMerchants(sql, ['M1']),
	writeMerchants: async ({ sql }) => writeMerchants(sql, [], SAMPLE_INSTANT),
	findTerminals: async ({ sql }) => findTerminals(sql, ['T1']),
	writeTerminals: async ({ sql }) => writeTerminals(sql, [], SAMPLE_INSTANT),
	findFeeAgreements: async ({ sql }) => findFeeAgreements(sql, ['FEE1']),
	writeFeeAgreements: async ({ sql }) => writeFeeAgreements(sql, [], { now: SAMPLE_INSTANT, sender: 'a key' }),
	findFirmwareReleases: async ({ sql }) => findFirmwareReleases(sql, ['3.9.1']),
	writeFirmwareReleases: async ({ sql }) => writeFirmwareReleases(sql, [], SAMPLE_INSTANT),
	findNotices: async ({ sql }) => findNotices(sql, ['N1']),
	writeNotices: async ({ sql }) => writeNotices(sql, [], SAMPLE_INSTANT)
};
