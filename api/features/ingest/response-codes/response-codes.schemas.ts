import { z } from '@hono/zod-openapi';
import { CAUSES } from '#lib/domain/causes.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import { CODE_PROFILES } from '#lib/domain/transactions.ts';
import { instant } from '#api/platform/http.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const CODE_LENGTH_MAX = 64;
const MEANING_LENGTH_MAX = 300;

const text = z.string().trim().min(1).max(MEANING_LENGTH_MAX);

export const ruleSchema = z
	.strictObject({
		codeProfile: z.enum(CODE_PROFILES),
		responseCode: z
			.string()
			.max(CODE_LENGTH_MAX)
			.nullable()
			.openapi({ description: 'Null is the rule for "no answer came"' }),
		isPrefix: z.boolean().default(false).openapi({ description: 'Holds for every code that begins so' }),
		validFrom: instant.nullable().default(null).openapi({ description: 'In force from then on; null = always' }),
		cause: z.enum(CAUSES),
		scope: z.enum(SCOPES),
		meaningEn: text,
		meaningZh: text,
		confidence: z.enum(['confirmed', 'unverified', 'own_rule']).default('own_rule'),
		note: z.string().max(1000).nullable().default(null)
	})
	.refine((rule) => (rule.cause === 'approved') === (rule.scope === 'approved' || rule.scope === 'approved_check'), {
		path: ['scope'],
		error: 'cause approved goes with scope approved or approved_check, and no other cause does'
	})
	.openapi('ResponseCodeRule');

export const rulesQuerySchema = z.strictObject({
	...pageQuery,
	...exportQuery,
	profile: z.enum(CODE_PROFILES).optional(),
	q: z.string().max(100).optional().openapi({ description: 'Part of a code or of its meaning, in either language' })
});
export const rulePage = pageOf(ruleSchema);
export type RuleItem = z.output<typeof rulePage>['items'][number];

export const changeAnswer = z
	.object({
		reclassificationId: z.number().int().openapi({
			description: 'History is classified anew in the background: see GET /response-codes/reclassifications'
		})
	})
	.openapi('ResponseCodeRuleChange');

export const reclassificationsAnswer = z
	.object({
		items: z.array(
			z
				.object({
					reclassificationId: z.number().int(),
					codeProfile: z.string(),
					responseCode: z.string().nullable(),
					isPrefix: z.boolean(),
					requestedAt: instant,
					finishedAt: instant.nullable(),
					transactions: z
						.number()
						.int()
						.openapi({ description: 'Transactions whose cause or scope has changed so far' })
				})
				.openapi('Reclassification')
		)
	})
	.openapi('Reclassifications');
