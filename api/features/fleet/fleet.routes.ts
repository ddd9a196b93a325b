import { createRoute, z } from '@hono/zod-openapi';
import type { Clock } from '#api/platform/clock.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, instant, needs, principalOf, refusals } from '#api/platform/http.ts';
import { findFleet, readFleetExtent } from './fleet.repo.ts';

const fleetAnswer = z
	.object({
		timeZone: z.string().openapi({ description: 'IANA zone in which business days are cut' }),
		isDemo: z.boolean().openapi({ description: 'True when the simulator made this data' }),
		now: instant,
		terminals: z.number().int(),
		merchants: z.number().int(),
		acquirers: z.array(z.object({ acquirerId: z.string(), name: z.string().nullable() })),
		firstEventAt: instant
			.nullable()
			.openapi({ description: 'Minute of the oldest transaction; null while there is none' }),
		lastEventAt: instant.nullable().openapi({ description: 'Newest transaction' }),
		lastReceivedAt: instant.nullable().openapi({ description: 'When anything last came in' })
	})
	.openapi('Fleet');

export function fleetRoutes({ db, clock }: { db: ReadDb; clock: Clock }) {
	return apiRouter().openapi(
		createRoute({
			method: 'get',
			path: '/fleet',
			tags: ['Fleet'],
			summary: 'Settings of this installation, and how much data there is',
			middleware: [needs('read')] as const,
			responses: {
				200: { description: 'The fleet', content: { 'application/json': { schema: fleetAnswer } } },
				...refusals
			}
		}),
		async (c) => {
			const fleet = await findFleet(db);
			if (!fleet) throw new Error('The fleet row is missing: it is made at the first start');
			const extent = await readFleetExtent(db, principalOf(c, 'read').scope);
			return c.json(
				{
					timeZone: fleet.timeZone,
					isDemo: fleet.isDemo,
					now: clock.now().toISOString(),
					terminals: extent.terminals ?? 0,
					merchants: extent.merchants ?? 0,
					acquirers: extent.acquirers.map((each) => ({ acquirerId: each.acquirer_code, name: each.name })),
					firstEventAt: extent.first_event_at?.toISOString() ?? null,
					lastEventAt: extent.last_event_at?.toISOString() ?? null,
					lastReceivedAt: extent.last_received_at?.toISOString() ?? null
				},
				200
			);
		}
	);
}
