// What the terminal endpoints take and answer.
import { z } from '@hono/zod-openapi';
import { CAUSES, FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { fleetFilterSchema, instantParameter } from '#lib/domain/fleet-filter.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import { CHECK_FINDINGS, CHECK_VERDICTS, TERMINAL_CHECKS } from '#lib/domain/terminal-checks.ts';
import { LEARNING_ATTEMPTS_MAX, TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { WINDOW_PRESETS } from '#lib/domain/time-windows.ts';
import { CODE_PROFILES, CONNECTIONS, ENTRY_MODES, PRODUCTS, TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import { instant } from '#api/platform/http.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

export const TERMINAL_STATUSES = ['active', 'spare', 'repair', 'retired'] as const;

export const TERMINAL_SORTS = [
	'terminalId',
	'serial',
	'state',
	'urgency',
	'rate',
	'rateLow',
	'approvalRate',
	'upstreamRate',
	'businessRate',
	'attempts',
	'terminal',
	'failedAmountMinor',
	'mainCause',
	...FAILURE_CAUSES,
	'lastTransactionAt',
	'lastSeenAt',
	'merchant',
	'acquirer',
	'model',
	'firmware',
	'appVersion',
	'connection',
	'carrier',
	'region',
	'status',
	'registered',
	'installedAt',
	'firstSeenAt',
	'batteryPct'
] as const;
export type TerminalSort = (typeof TERMINAL_SORTS)[number];

const SORT_TEXT = `Worst first unless asked otherwise: \`urgency\` is \`rateLow\`, after all that have more than ${LEARNING_ATTEMPTS_MAX} attempts; \`state\` begins with the most urgent state`;

const status = z.enum(TERMINAL_STATUSES);

/** What a terminal is now, as every list of terminals filters it. */
export const registryFilter = {
	...fleetFilterSchema.pick({
		acquirer: true,
		merchant: true,
		terminal: true,
		vendor: true,
		model: true,
		firmware: true,
		carrier: true,
		region: true,
		state: true,
		q: true
	}).shape,
	status: z
		.union([status, z.array(status)])
		.transform((value) => (Array.isArray(value) ? value : [value]))
		.default([])
		.openapi({ description: 'As registered by its owner' }),
	registered: z
		.enum(['true', 'false'])
		.transform((text) => text === 'true')
		.optional()
		.openapi({ description: 'false = known only from transactions' }),
	firstSeenFrom: instantParameter.optional().openapi({ description: 'Something of it first came in then or later' })
};
export type RegistryFilter = z.output<z.ZodObject<typeof registryFilter>>;

/** As many as anybody scrolls past; beyond, a filter is quicker. */
const OFFSET_MAX = 10_000_000;

// Unknown parameters are refused: a misspelt filter must not silently widen a list.
export const terminalListQuery = z.strictObject({
	...registryFilter,
	...pageQuery,
	offset: z.coerce.number().int().min(0).max(OFFSET_MAX).default(0).openapi({
		description:
			'Rows to leap over, after those of `cursor`: for scrolling to a place. Page by `cursor` to miss no row of a list that changes meanwhile'
	}),
	...exportQuery,
	sort: z
		.enum(TERMINAL_SORTS.flatMap((field) => [field, `-${field}`] as const))
		.default('-urgency')
		.openapi({ description: SORT_TEXT })
});
export type TerminalListFilter = z.output<typeof terminalListQuery>;

export const terminalTransactionsQuery = z.strictObject({
	...fleetFilterSchema.pick({ from: true, to: true, scope: true, cause: true }).shape,
	window: z.enum(WINDOW_PRESETS).optional(),
	...pageQuery,
	...exportQuery
});
export type TerminalTransactionsFilter = z.output<typeof terminalTransactionsQuery>;

export const terminalPath = z.object({ terminalId: z.string().max(64) });

const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);

const countsShape = {
	attempts: count,
	approved: count,
	terminal: count,
	upstream: count,
	business: count,
	unresolved: count
};

const rateShape = {
	rate: proportion.nullable().openapi({ description: 'terminal / attempts; null without attempts' }),
	rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
	rateHigh: proportion
};

const terminalShape = {
	terminalId: z.string(),
	serial: z.string().nullable(),
	acquirerId: z.string(),
	merchantId: z.string().nullable(),
	merchantName: z.string().nullable(),
	vendor: z.string().nullable(),
	model: z.string().nullable(),
	firmware: z.string().nullable(),
	appVersion: z.string().nullable(),
	connection: z.enum(CONNECTIONS),
	carrier: z.string().nullable(),
	region: z.string().nullable(),
	status,
	registered: z.boolean(),
	installedAt: instant.nullable(),
	firstSeenAt: instant.openapi({ description: 'When something of it first came in' }),
	state: z.enum(TERMINAL_STATES),
	...countsShape,
	...rateShape,
	causes: z.record(z.enum(FAILURE_CAUSES), count).openapi({ description: 'Failures by cause' }),
	mainCause: z.enum(FAILURE_CAUSES).nullable().openapi({ description: 'The most frequent one; null without failures' }),
	failedAmountMinor: z
		.number()
		.int()
		.nullable()
		.openapi({ description: 'Amount not approved; null in several currencies' }),
	currency: z.string().nullable(),
	peerRate: proportion
		.nullable()
		.openapi({ description: '`rate` of the other terminals of its model; where it is the only one, of all others' }),
	lastTransactionAt: instant.nullable(),
	lastSeenAt: instant.nullable().openapi({ description: 'Latest heartbeat' }),
	batteryPct: z.number().int().nullable()
};

export const terminalSchema = z
	.object(terminalShape)
	.openapi('Terminal', { description: 'Counts are those of the seven days to `asOf` of its state' });

export const terminalListSchema = pageOf(terminalSchema);

const REASON_KINDS = ['terminal_failures', 'silent', 'learning', 'known_outage'] as const;

export const reasonSchema = z
	.object({
		kind: z.enum(REASON_KINDS),
		k: count.openapi({ description: 'Failures that are the terminal’s' }),
		n: count.openapi({ description: 'Attempts' }),
		expected: z.number().nullable().openapi({ description: 'Failures to expect: n × the rate of its peers' }),
		peers: count.openapi({ description: 'Terminals that `expected` is made of' }),
		since: instant.nullable().openapi({ description: 'Since when it has been so' })
	})
	.openapi('TerminalReason', { description: 'Why a terminal is in its state' });

const checkSchema = z
	.object({
		check: z.enum(TERMINAL_CHECKS),
		verdict: z.enum(CHECK_VERDICTS),
		k: count.nullable().openapi({ description: 'Failures of that kind; null where the check counts none' }),
		n: count.nullable().openapi({ description: 'Attempts' }),
		since: instant
			.nullable()
			.openapi({ description: 'Since when the worst of its findings has been so; null: not known' }),
		findings: z.array(
			z.object({
				kind: z.enum(CHECK_FINDINGS),
				verdict: z.enum(['ok', 'attention', 'bad']),
				value: z
					.union([z.number(), z.string()])
					.nullable()
					.openapi({ description: 'In the unit that the name says, or a version' }),
				since: instant.nullable()
			})
		)
	})
	.openapi('TerminalCheck', { description: 'What can be wrong with a terminal, and what speaks for it; seven days' });

export const certificateSchema = z
	.object({
		fingerprint: z.string().openapi({ description: 'SHA-256' }),
		kind: z.string().nullable(),
		subject: z.string().nullable(),
		issuer: z.string().nullable(),
		notAfter: instant.nullable(),
		isRegistered: z.boolean(),
		isReported: z.boolean().openapi({ description: 'By its latest heartbeat' }),
		sharedWith: z.array(z.string()).openapi({ description: 'Other terminals that it is registered for' })
	})
	.openapi('TerminalCertificate');

const spanCounts = z
	.object({ from: instant, to: instant, ...countsShape, ...rateShape })
	.openapi('SpanCounts', { description: 'Counts of a span of event time' });

export const periodSchema = z
	.object({
		validFrom: instant.nullable().openapi({ description: 'Null: from the beginning, as far as is known' }),
		acquirerId: z.string(),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		firmware: z.string().nullable(),
		appVersion: z.string().nullable(),
		carrier: z.string().nullable(),
		connection: z.enum(CONNECTIONS)
	})
	.openapi('TerminalPeriod', { description: 'What the terminal was from an instant on' });

export const terminalDetailSchema = z
	.object({
		...terminalShape,
		iccid: z.string().nullable(),
		address: z.string().nullable(),
		registeredLat: z.number().nullable(),
		registeredLng: z.number().nullable(),
		ptsApproval: z.string().nullable(),
		timeZone: z.string().nullable().openapi({ description: 'Of its merchant' }),
		updatedAt: instant,
		asOf: instant.nullable().openapi({ description: 'End of the days that state and counts speak of' }),
		peers: count.openapi({ description: 'Terminals that `peerRate` is made of' }),
		reasons: z.array(reasonSchema),
		checks: z.array(checkSchema),
		certificates: z.array(certificateSchema).openapi({ description: 'The one that ends first comes first' }),
		counts: z.object({ last24Hours: spanCounts, last7Days: spanCounts }),
		periods: z.array(periodSchema).openapi({ description: 'Newest first' }),
		report: z
			.object({ at: instant, body: z.record(z.string(), z.unknown()) })
			.nullable()
			.openapi({ description: 'Latest heartbeat, as the terminal sent it' })
	})
	.openapi('TerminalDetail');

export const terminalTransactionSchema = z
	.object({
		id: z.string(),
		occurredAt: instant,
		merchantId: z.string(),
		type: z.enum(TRANSACTION_TYPES),
		product: z.enum(PRODUCTS).nullable(),
		entryMode: z.enum(ENTRY_MODES).nullable(),
		codeProfile: z.enum(CODE_PROFILES),
		responseCode: z.string().nullable().openapi({ description: 'Null: no answer came' }),
		meaning: z
			.object({ en: z.string(), zh: z.string() })
			.nullable()
			.openapi({ description: 'By the rule in force when it happened; null for a code no rule knows' }),
		cause: z.enum(CAUSES),
		scope: z.enum(SCOPES),
		amountMinor: z.number().int(),
		currency: z.string(),
		feeMinor: z.number().int().nullable(),
		latencyMs: z.number().int().nullable(),
		issuer: z.string().nullable(),
		mcc: z.string().nullable(),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		firmware: z.string().nullable(),
		appVersion: z.string().nullable(),
		carrier: z.string().nullable(),
		connection: z.enum(CONNECTIONS),
		region: z.string().nullable(),
		reversalReason: z.string().nullable()
	})
	.openapi('TerminalTransaction', { description: 'A transaction with what its terminal was at that moment' });

export const terminalTransactionsSchema = pageOf(terminalTransactionSchema);

export type TerminalPeriod = z.output<typeof periodSchema>;
export type TerminalCertificateItem = z.output<typeof certificateSchema>;
export type TerminalItem = z.output<typeof terminalSchema>;
export type TerminalDetail = z.output<typeof terminalDetailSchema>;
export type TerminalReason = z.output<typeof reasonSchema>;
export type TerminalTransaction = z.output<typeof terminalTransactionSchema>;
