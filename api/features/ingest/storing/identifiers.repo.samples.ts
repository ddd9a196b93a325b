import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	codesOfAcquirers,
	findMerchantNumbers,
	findNumbers,
	findPairs,
	findTerminalAcquirers,
	findTerminals,
	numberDimension,
	numberPairs,
	periodsOf,
	takeMerchants,
	takeTerminals
} from './identifiers.repo.ts';

export const samples: QuerySamples = {
	numberDimension: async ({ sql }) => numberDimension(sql, 'issuer', ['ICBC']),
	numberPairs: async ({ sql }) => numberPairs(sql, 'response_code', [['cup', '91']]),
	takeMerchants: async ({ sql }) => takeMerchants(sql, ['M1'], [1], SAMPLE_INSTANT),
	takeTerminals: async ({ sql }) => takeTerminals(sql, ['T1'], [1], [1], SAMPLE_INSTANT),
	findTerminals: async ({ sql }) => findTerminals(sql, ['T1']),
	periodsOf: async ({ sql }) => periodsOf(sql, [1]),
	findNumbers: async ({ sql }) =>
		findNumbers(sql, { acquirers: ['ACQ1'], issuers: ['ICBC'], merchants: ['M1'], terminals: ['T1'] }),
	findPairs: async ({ sql }) => findPairs(sql, 'terminal_model', [['Landi', 'A8']]),
	codesOfAcquirers: async ({ sql }) => codesOfAcquirers(sql, [1]),
	findMerchantNumbers: async ({ sql }) => findMerchantNumbers(sql, ['M1']),
	findTerminalAcquirers: async ({ sql }) => findTerminalAcquirers(sql, ['T1'])
};
