// What the certificates of the fleet are asked by, and what is answered.
import { z } from '@hono/zod-openapi';
import {
	CERTIFICATE_FINDINGS,
	CERTIFICATE_KINDS,
	CERTIFICATE_OWNERS,
	CERTIFICATE_SOURCES,
	CERTIFICATE_STATES
} from '#lib/domain/certificates.ts';
import { fleetFilterSchema, instantParameter } from '#lib/domain/fleet-filter.ts';
import { parseInstant } from '#lib/domain/instants.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const NAME_LENGTH_MAX = 1000;
const ISSUERS_MAX = 50;

const list = <Item extends z.ZodType<string>>(item: Item, max = 200) =>
	z
		.union([item, z.array(item).max(max)])
		.transform((value): z.output<Item>[] => [...new Set(Array.isArray(value) ? value : [value])])
		.default([]);

/** Certificates end in any year up to 9999, beyond the reach of a window of transactions. */
const anyInstant = z.string().refine((text) => typeof parseInstant(text) === 'number', {
	error: 'must be an RFC 3339 instant with an offset, such as 2026-01-31T08:00:00+08:00'
});

/** The same for the list, its calendar and its cliffs, so that a number of one leads to rows of the other. */
const filters = {
	asOf: instantParameter.optional().openapi({
		description: 'Event time that states are judged at. Left out: that of the newest data'
	}),
	kind: list(z.enum(CERTIFICATE_KINDS)),
	issuer: list(z.string().min(1).max(NAME_LENGTH_MAX), ISSUERS_MAX).openapi({
		description: 'As the certificate names it'
	}),
	owner: list(z.string().min(1).max(NAME_LENGTH_MAX)).openapi({
		description: 'Acquirer or vendor whose terminals share it'
	}),
	terminal: fleetFilterSchema.shape.terminal,
	q: fleetFilterSchema.shape.q.openapi({
		description: 'Part of the subject, the issuer or the serial number, the beginning of the fingerprint, or a terminal'
	})
};

export const CERTIFICATE_SORTS = ['notAfter', '-notAfter'] as const;

export const certificateListQuery = z.strictObject({
	...filters,
	state: list(z.enum([...CERTIFICATE_STATES, ...CERTIFICATE_FINDINGS])).openapi({
		description: 'States by date, and `cloned` or `not_active`; one of them is enough'
	}),
	expiringFrom: anyInstant.optional().openapi({ description: 'Ends at that moment or later' }),
	expiringTo: anyInstant.optional().openapi({ description: 'Ends before that moment' }),
	...pageQuery,
	...exportQuery,
	sort: z.enum(CERTIFICATE_SORTS).default('notAfter')
});
export type CertificateQuery = Omit<z.output<typeof certificateListQuery>, 'format' | 'limit' | 'cursor' | 'asOf'>;

const count = z.number().int().nonnegative();

export const certificateItemSchema = z
	.object({
		fingerprint: z.string().openapi({ description: 'SHA-256, hexadecimal' }),
		kind: z.enum(CERTIFICATE_KINDS).nullable(),
		subject: z.string().nullable(),
		issuer: z.string().nullable(),
		serialNumber: z.string().nullable(),
		notBefore: instant.nullable(),
		notAfter: instant.nullable(),
		state: z.enum(CERTIFICATE_STATES).openapi({ description: 'By its dates, at `asOf`' }),
		findings: z.array(z.enum(CERTIFICATE_FINDINGS)),
		keyType: z.string().nullable(),
		keyBits: count.nullable(),
		signatureAlgorithm: z.string().nullable(),
		isCa: z.boolean().nullable(),
		known: z.enum(CERTIFICATE_SOURCES).openapi({ description: 'How much is known of it' }),
		terminals: count.openapi({ description: 'Terminals that have it or that it is registered for' }),
		terminalIds: z.array(z.string()).openapi({ description: 'The first three of them' }),
		sharedBy: z.array(z.string()).openapi({ description: 'Acquirers and vendors it is registered for' })
	})
	.openapi('Certificate');
export type CertificateItem = z.output<typeof certificateItemSchema>;

export const certificateListSchema = pageOf(certificateItemSchema).extend({
	asOf: instant,
	timeZone: z.string(),
	counts: z
		.partialRecord(z.enum([...CERTIFICATE_STATES, ...CERTIFICATE_FINDINGS]), count)
		.openapi({ description: 'Certificates by state under the other filters' })
});
export type CertificateList = z.output<typeof certificateListSchema>;

export const certificatePath = z.object({
	fingerprint: z
		.string()
		.regex(/^[0-9a-fA-F]{64}$/)
		.transform((text) => text.toLowerCase())
});

const holderSchema = z
	.object({
		ownerKind: z.enum(CERTIFICATE_OWNERS),
		owner: z.string(),
		kind: z.enum(CERTIFICATE_KINDS).nullable(),
		serial: z.string().nullable().openapi({ description: 'Serial number of the terminal' }),
		model: z.string().nullable(),
		merchantName: z.string().nullable(),
		registeredAt: instant.nullable(),
		reportedFrom: instant.nullable(),
		reportedUntil: instant.nullable().openapi({ description: 'The terminal has named others since' })
	})
	.openapi('CertificateHolder');
export type CertificateHolder = z.output<typeof holderSchema>;

export const holderQuery = z.strictObject({ ...pageQuery, ...exportQuery });
export const holderListSchema = pageOf(holderSchema);
export type HolderList = z.output<typeof holderListSchema>;

export const certificateDetailSchema = certificateItemSchema
	.extend({
		asOf: instant,
		holders: z.array(holderSchema),
		holdersTotal: count,
		chain: z.array(certificateItemSchema).openapi({
			description:
				'Its issuer, that one’s issuer and so on, as far as they were sent: matched by name and key identifier, signatures are not verified'
		})
	})
	.openapi('CertificateDetail');
export type CertificateDetail = z.output<typeof certificateDetailSchema>;

export const calendarQuery = z.strictObject({
	...filters,
	from: instantParameter.optional().openapi({ description: 'Left out: the day of `asOf`' }),
	to: instantParameter.optional().openapi({ description: 'Left out: a year later' }),
	...exportQuery
});

const dayName = z.string().regex(/^\d{4,5}-\d{2}-\d{2}$/);

const dayItem = z.object({
	day: dayName.openapi({ description: 'In the time zone of the fleet' }),
	from: instant,
	to: instant,
	certificates: count,
	terminals: count.openapi({ description: 'That have these certificates' }),
	papers: count.openapi({ description: 'Approvals and SIM plans with this last day; see /expiries' }),
	unverifiedPapers: count.openapi({ description: 'Of these, those whose dates nobody has verified' })
});
export type CalendarItem = z.output<typeof dayItem>;

export const calendarSchema = z
	.object({
		asOf: instant,
		timeZone: z.string(),
		from: instant,
		to: instant,
		items: z.array(dayItem).openapi({ description: 'Days on which anything ends' })
	})
	.openapi('CertificateCalendar');
export type CertificateCalendar = z.output<typeof calendarSchema>;

export const cliffQuery = z.strictObject({
	...filters,
	...pageQuery,
	...exportQuery,
	all: z
		.enum(['true', 'false'])
		.default('false')
		.transform((text) => text === 'true')
		.openapi({ description: 'Every issuer and day from `asOf` on, also those that are no cliff' })
});

const cliffItem = dayItem.extend({
	of: z.enum(['certificates', 'sim_plans']),
	issuer: z.string().nullable().openapi({ description: 'Of the certificates; of SIM plans their carrier' }),
	terminals: count.openapi({ description: 'That have these certificates or these SIMs' }),
	isCliff: z.boolean()
});
export type CliffItem = z.output<typeof cliffItem>;

export const cliffListSchema = pageOf(cliffItem)
	.extend({ asOf: instant, fleetTerminals: count.openapi({ description: 'Registered terminals in use, in reach' }) })
	.openapi('CertificateCliffs');
export type CliffList = z.output<typeof cliffListSchema>;
