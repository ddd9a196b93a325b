// Late data in whatever order: what running sums tell of a week is the sum of the facts of that week, as long as it may be read.
import fc from 'fast-check';
import { expect } from 'vitest';
import { checkIntegrity } from '#api/features/ingest/integrity.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { ofWeeks, recount, RUNNING, weeksTold } from './recount.ts';

const RUNS = 6;
const TIMEOUT_MS = 240_000;
const FIRST_MONDAY_MS = Date.parse('2026-01-12T00:00:00+08:00');
const DAY_MS = 86_400_000;
const DAYS = 28;

type Payment = { day: number; terminal: number; hasFailed: boolean };

/** Days without payments part the weeks into runs; a late payment may join two of them. */
const payments = fc.array(
	fc.record({
		day: fc.nat({ max: DAYS - 1 }),
		terminal: fc.integer({ min: 1, max: 3 }),
		hasFailed: fc.boolean()
	}),
	{ minLength: 1, maxLength: 6 }
);
const silentDays = fc.uniqueArray(fc.nat({ max: DAYS - 1 }), { maxLength: 3 });
const steps = fc.array(fc.record({ payments, isFolded: fc.boolean() }), { minLength: 1, maxLength: 5 });

async function send(app: TestApp, prefix: string, all: readonly Payment[]): Promise<void> {
	const records = all.map(({ day, terminal, hasFailed }, index) =>
		(hasFailed ? aTerminalFailure : aTransaction)({
			id: `${prefix}-${index}`,
			terminalId: `T${terminal}`,
			merchantId: `M${1 + (terminal % 2)}`,
			occurredAt: new Date(FIRST_MONDAY_MS + (day + 0.5) * DAY_MS).toISOString()
		})
	);
	expect((await app.send('POST', `${API}/ingest/transactions`, records)).status).toBeLessThan(300);
}

async function expectWeeksTrue({ deps: { sql, timeZone } }: TestApp): Promise<string[]> {
	const demanded = await recount(sql, timeZone);
	const [terminals, merchants] = [await weeksTold(sql, RUNNING[0]), await weeksTold(sql, RUNNING[1])];
	expect(terminals.rows).toEqual(ofWeeks(demanded[RUNNING[0]], terminals.weeks));
	expect(merchants.rows).toEqual(ofWeeks(demanded[RUNNING[1]], merchants.weeks));
	return terminals.weeks;
}

test(
	'running sums tell every week as its facts do, whatever comes late',
	async ({ app }) => {
		const { sql } = app.deps;
		await fc.assert(
			fc.asyncProperty(silentDays, steps, async (silent, stream) => {
				await sql`truncate txn, terminal_hour, terminal_day, slice_day, folded_day, terminal_running, merchant_running,
					running_week, fleet_minute, issuer_hour, cause_hour`;
				const everyDay = Array.from({ length: DAYS }, (_, day) => ({ day, terminal: 1 + (day % 2), hasFailed: false }));
				const heard = everyDay.filter(({ day }) => !silent.includes(day));
				await send(app, 'first', heard);
				await foldDueDays(app.deps);
				await expectWeeksTrue(app);
				for (const [index, step] of stream.entries()) {
					await send(app, `late-${index}`, step.payments);
					if (step.isFolded) await foldDueDays(app.deps);
					await expectWeeksTrue(app);
				}
				await foldDueDays(app.deps);
				const days = new Set([...heard, ...stream.flatMap((step) => step.payments)].map(({ day }) => day));
				const whole = [0, 1, 2, 3].filter((week) => [0, 1, 2, 3, 4, 5, 6].every((day) => days.has(week * 7 + day)));
				expect((await expectWeeksTrue(app)).length).toBe(whole.length);
				const wrong = (await checkIntegrity(app.deps)).filter(({ isOk, text }) => !isOk && text.includes('counts'));
				expect(wrong).toEqual([]);
			}),
			{ numRuns: RUNS }
		);
	},
	TIMEOUT_MS
);
