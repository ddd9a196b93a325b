import { createRoute, z } from '@hono/zod-openapi';
import type { Clock } from '#api/platform/clock.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, instant, needs, refusals } from '#api/platform/http.ts';
import { findFleet } from './fleet.repo.ts';

const fleetAnswer = z
	.object({
		timeZone: z.string().openapi({ description: 'IANA zone in which business days are cut' }),
		isDemo: z.boolean().openapi({ description: 'True when the simulator made this data' }),
		now: instant
	})
	.openapi('Fleet');

export function fleetRoutes({ db, clock }: { db: ReadDb; clock: Clock }) {
	return apiRouter().openapi(
		createRoute({
			method: 'get',
			path: '/fleet',
			tags: ['Fleet'],
			summary: 'Settings of this installation',
			middleware: [needs('read')] as const,
			responses: { 200: { description: 'The fleet', content: { 'application/json': { schema: fleetAnswer } } }, ...refusals }
		}),
		async (c) => {
			const fleet = await findFleet(db);
			if (!fleet) throw new Error('The fleet row is missing: it is made at the first start');
			return c.json({ timeZone: fleet.timeZone, isDemo: fleet.isDemo, now: clock.now().toISOString() }, 200);
		}
	);
}
