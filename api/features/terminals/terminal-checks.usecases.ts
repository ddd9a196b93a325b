import { z } from 'zod';
import { terminalChecks, type CheckEvidence, type TerminalCheck } from '#lib/domain/terminal-checks.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { TerminalDetailRow } from './terminal-detail.repo.ts';
import { agreedFees, checkCounts, modelReleases, terminalCertificates } from './terminal-evidence.repo.ts';

const number = z.number().nullish();

/** The parts of a stored heartbeat that checks read; whatever an old one lacks was not told. */
const reportSchema = z.object({
	rttMs: number,
	rssiDbm: number,
	lossPct: number,
	tamper: z.boolean().nullish(),
	keys: z.array(z.unknown()).nullish(),
	certificates: z.array(z.object({ fingerprintSha256: z.string(), notAfterMs: number })).nullish(),
	feeProfile: z
		.array(z.object({ product: z.number(), ratePpm: z.number(), capMinor: number, fixedMinor: number }))
		.nullish()
});

type Report = z.output<typeof reportSchema>;

/** The six ticks of a terminal as its week, its latest heartbeat and the master data have them. */
export async function readChecks(
	db: ReadDb,
	scope: Scope,
	row: TerminalDetailRow,
	body: unknown,
	{ week, newest, timeZone }: { week: TimeWindow; newest: Date; timeZone: string }
): Promise<TerminalCheck[]> {
	const report: Report = reportSchema.safeParse(body ?? {}).data ?? {};
	const counts = await checkCounts(db, scope, row.terminal_id, new Date(week.fromMs), new Date(week.toMs));
	const releases = row.vendor && row.model ? await modelReleases(db, row.vendor, row.model) : [];
	const today = dayName(calendarDay(newest.getTime(), timeZone));
	const agreed = row.merchant_id === null ? [] : await agreedFees(db, scope, row.merchant_id, today);
	return terminalChecks({
		nowMs: newest.getTime(),
		attempts: counts.attempts,
		networkFailures: counts.network,
		upstreamFailures: counts.upstream,
		securityFailures: counts.security,
		lastSeenMs: row.last_seen_at?.getTime() ?? null,
		rttMs: report.rttMs ?? null,
		rssiDbm: report.rssiDbm ?? null,
		lossPct: report.lossPct ?? null,
		tamper: report.tamper ?? null,
		keysReported: report.keys?.length ?? null,
		certificates: certificatesOf(report, await terminalCertificates(db, scope, row.terminal_code)),
		firmware: row.firmware || null,
		releases,
		minSecure: releases.find((release) => release.min_secure !== null)?.min_secure ?? null,
		configuredFees:
			report.feeProfile?.map((line) => ({
				product: line.product,
				ratePpm: line.ratePpm,
				capMinor: line.capMinor ?? null,
				fixedMinor: line.fixedMinor ?? null
			})) ?? null,
		agreedFees: agreed.map((line) => ({
			product: line.product,
			ratePpm: line.rate_ppm,
			capMinor: line.cap_minor,
			fixedMinor: line.fixed_minor
		}))
	});
}

/** What the terminal reports is what is installed; where it reports none, the register has to do. */
function certificatesOf(
	report: Report,
	registered: readonly { fingerprint_sha256: string; not_after: Date }[]
): CheckEvidence['certificates'] {
	if (!report.certificates || report.certificates.length === 0)
		return registered.map((each) => ({ notAfterMs: each.not_after.getTime(), isRegistered: true }));
	return report.certificates.map((each) => ({
		notAfterMs: each.notAfterMs ?? null,
		isRegistered: registered.some((known) => known.fingerprint_sha256 === each.fingerprintSha256)
	}));
}
