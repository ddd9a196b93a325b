import { z } from '@hono/zod-openapi';
import { instantParameter } from '#lib/domain/fleet-filter.ts';
import { instant } from '#api/platform/http.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

export const ingestQuery = z.strictObject({
	dryRun: z
		.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })
		.default(false)
		.openapi({
			description: 'true: check and answer the same, store nothing'
		}),
	corrects: z.uuid().optional().openapi({
		description:
			'The batch whose rejected records are sent again, corrected; of the same kind. Both batches then tell of one another'
	})
});

/** Files of certificates cannot say whose they are: the address does, for all of them. */
export const certificatesQuery = z.strictObject({
	...ingestQuery.shape,
	terminalId: z
		.string()
		.min(1)
		.max(64)
		.optional()
		.openapi({ description: 'Files of certificates only: the terminal that holds them' }),
	acquirerId: z
		.string()
		.min(1)
		.max(64)
		.optional()
		.openapi({ description: 'Files of certificates only: the acquirer that shares them' }),
	vendor: z
		.string()
		.min(1)
		.max(64)
		.optional()
		.openapi({ description: 'Files of certificates only: the vendor that shares them' }),
	kind: z
		.enum(['tls_client', 'tls_root', 'tms_root', 'signing'])
		.optional()
		.openapi({ description: 'Files of certificates only: what they are for; read from each certificate when absent' })
});

export const ingestAnswer = z
	.object({
		batchId: z.uuid(),
		received: z.number().int().openapi({ description: 'accepted + duplicates + rejected, always' }),
		accepted: z.number().int(),
		duplicates: z.number().int().openapi({ description: 'Sent before with the same content: counted once' }),
		rejected: z.number().int(),
		errors: z
			.array(z.object({ line: z.number().int(), field: z.string().nullable(), code: z.string(), message: z.string() }))
			.openapi({ description: 'The first 100 problems; GET /ingest/rejects lists all' }),
		ignoredFields: z.array(z.string()).openapi({ description: 'Fields that this kind of record does not have' })
	})
	.openapi('IngestAnswer');

/** A batch is corrected once or twice; a program that sends again and again need not make the list long. */
export const CORRECTIONS_LISTED_MAX = 10;

const KINDS = [
	'transaction',
	'heartbeat',
	'merchant',
	'terminal',
	'feeAgreement',
	'certificate',
	'firmwareRelease',
	'firmwareCampaign',
	'expiry',
	'notice'
] as const;

export const batchesQuery = z.strictObject({
	...pageQuery,
	...exportQuery,
	kind: z.enum(KINDS).optional(),
	batch: z.uuid().optional().openapi({ description: 'This one only' })
});
export const batchPage = pageOf(
	z
		.object({
			batchId: z.uuid(),
			kind: z.string(),
			source: z.string().openapi({ description: 'The API key or person that sent it' }),
			startedAt: instant,
			finishedAt: instant.nullable(),
			outcome: z.enum(['running', 'complete', 'broken_off']),
			detail: z.string().nullable().openapi({ description: 'Why it was broken off' }),
			received: z.number().int(),
			accepted: z.number().int(),
			duplicates: z.number().int(),
			rejected: z.number().int(),
			firstEventAt: instant.nullable(),
			lastEventAt: instant.nullable(),
			corrects: z.uuid().nullable().openapi({ description: 'The batch whose rejected records it holds, corrected' }),
			corrected: z
				.number()
				.int()
				.openapi({ description: 'Of its rejected records, those that were sent again and accepted' }),
			correctedBy: z
				.array(z.uuid())
				.openapi({ description: `The batches that correct it, the latest first; at most ${CORRECTIONS_LISTED_MAX}` })
		})
		.openapi('IngestBatch')
);

export const rejectsQuery = z.strictObject({
	...pageQuery,
	...exportQuery,
	batch: z.uuid().optional(),
	code: z.string().max(80).optional()
});
export const rejectPage = pageOf(
	z
		.object({
			batchId: z.uuid(),
			line: z.number().int(),
			field: z.string().nullable(),
			code: z.string(),
			message: z.string(),
			raw: z.string().nullable().openapi({ description: 'As it was sent; null where it may hold a card number' })
		})
		.openapi('IngestReject')
);

export const unmappedCodesQuery = z.strictObject({
	...pageQuery,
	...exportQuery,
	firstSeenFrom: instantParameter.optional().openapi({ description: 'Only codes that first came then or later' })
});
export const unmappedCodePage = pageOf(
	z
		.object({
			codeProfile: z.string(),
			responseCode: z.string(),
			transactions: z.number().int(),
			firstAt: instant,
			lastAt: instant
		})
		.openapi('UnmappedCode')
);

export const freshnessQuery = z.strictObject(exportQuery);
export const freshnessAnswer = z
	.object({
		items: z.array(
			z
				.object({
					kind: z.string(),
					source: z.string(),
					acquirerId: z.string(),
					lastReceivedAt: instant,
					lastEventAt: instant.nullable(),
					records: z.number().int()
				})
				.openapi('SourceFreshness')
		)
	})
	.openapi('Freshness');
export type Batch = z.output<typeof batchPage>['items'][number];
export type Reject = z.output<typeof rejectPage>['items'][number];
export type SourceFreshness = z.output<typeof freshnessAnswer>['items'][number];
export type UnmappedCode = z.output<typeof unmappedCodePage>['items'][number];
