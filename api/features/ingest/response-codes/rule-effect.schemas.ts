import { z } from '@hono/zod-openapi';
import { instant } from '#api/platform/http.ts';

const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);

const countsSchema = z
	.object({
		attempts: count,
		approved: count,
		terminal: count,
		upstream: count,
		business: count,
		unresolved: count,
		rate: proportion.nullable().openapi({ description: 'terminal / attempts' }),
		rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
		rateHigh: proportion,
		approvalRate: proportion.nullable()
	})
	.openapi('ResponseCodeRuleCounts');
const beforeAndAfter = { before: countsSchema, after: countsSchema };

export const ruleEffectSchema = z
	.object({
		transactions: count.openapi({ description: 'Whose cause or scope would change' }),
		terminals: count,
		firstAt: instant.nullable().openapi({ description: 'The first of them; null when none would change' }),
		lastAt: instant.nullable(),
		from: instant.nullable().openapi({ description: 'The whole hours around them, in which rates are compared' }),
		to: instant.nullable(),
		fleet: z.object(beforeAndAfter).nullable(),
		mostAffected: z.array(z.object({ terminalId: z.string(), transactions: count, ...beforeAndAfter })),
		isComplete: z.boolean().openapi({
			description: 'False when history is too long to be counted while one waits: it was counted back to `countedFrom`'
		}),
		countedFrom: instant.nullable()
	})
	.openapi('ResponseCodeRuleEffect');
export type RuleEffect = z.output<typeof ruleEffectSchema>;
