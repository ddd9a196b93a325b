// Reads what the six checks of a terminal go by: its week, its latest heartbeat, certificates and the master data.
import { z } from 'zod';
import type { FirmwareSpan } from '#lib/domain/firmware-judgement.ts';
import {
	HOST_RATE_ATTENTION,
	KEYS_RATE_ATTENTION,
	LINE_RATE_ATTENTION,
	terminalChecks,
	type FeeLine,
	type TerminalCheck
} from '#lib/domain/terminal-checks.ts';
import { calendarDay, dayName, startOfDay } from '#lib/domain/time-zones.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { faultOnset } from './fault-onset.ts';
import { readCertificates, type TerminalCertificate } from './terminal-certificates.usecases.ts';
import type { TerminalDetailRow } from './terminal-detail.repo.ts';
import { agreedFees, checkHours, modelOfVersion, modelReleases, type CheckHour } from './terminal-evidence.repo.ts';

const number = z.number().nullish();

/** The parts of a stored heartbeat that checks read; whatever an old one lacks was not told. */
const reportSchema = z.object({
	rttMs: number,
	rssiDbm: number,
	lossPct: number,
	tamper: z.boolean().nullish(),
	keys: z.array(z.unknown()).nullish(),
	feeProfile: z
		.array(z.object({ product: z.number(), ratePpm: z.number(), capMinor: number, fixedMinor: number }))
		.nullish()
});

export type Report = z.output<typeof reportSchema>;

type Moment = {
	week: TimeWindow;
	newest: Date;
	timeZone: string;
	/** When the terminal got the firmware that it has. */
	firmwareSince: Date | null;
	/** The firmware it had over time, oldest first. */
	firmwareSpans: readonly FirmwareSpan[];
};

/** The six ticks of a terminal, and the certificates that one of them is about. */
export async function readChecks(
	db: ReadDb,
	scope: Scope,
	row: TerminalDetailRow,
	body: unknown,
	{ week, newest, timeZone, firmwareSince, firmwareSpans }: Moment
): Promise<{ checks: TerminalCheck[]; certificates: TerminalCertificate[] }> {
	const report: Report = reportSchema.safeParse(body ?? {}).data ?? {};
	const hours = await checkHours(db, scope, row.terminal_id, new Date(week.fromMs), new Date(week.toMs));
	const certificates = await readCertificates(db, scope, row.terminal_code);
	const checks = terminalChecks({
		nowMs: newest.getTime(),
		...failuresOf(hours),
		lastSeenMs: row.last_seen_at?.getTime() ?? null,
		rttMs: report.rttMs ?? null,
		rssiDbm: report.rssiDbm ?? null,
		lossPct: report.lossPct ?? null,
		tamper: report.tamper ?? null,
		keysReported: report.keys?.length ?? null,
		certificates: installed(certificates),
		firmware: row.firmware || null,
		firmwareSinceMs: firmwareSince?.getTime() ?? null,
		firmwareSpans,
		...(await catalogueOf(db, row)),
		configuredFees: configuredFees(report),
		agreedFees: await agreedLines(db, scope, row.merchant_id, newest, timeZone)
	});
	return { checks, certificates };
}

/** The releases of the terminal's model, and the model whose version it runs when that is another one. */
async function catalogueOf(db: ReadDb, { vendor, model, firmware }: TerminalDetailRow) {
	if (!vendor || !model) return { releases: [], firmwareOfModel: null };
	const releases = await modelReleases(db, vendor, model);
	const isOwn = !firmware || releases.some(({ version }) => version === firmware);
	const other = isOwn ? undefined : await modelOfVersion(db, vendor, model, firmware);
	return { releases, firmwareOfModel: other?.model ?? null };
}

/** Failures of each kind over the week, and when they began: judged against what a check still lets pass. */
function failuresOf(hours: readonly CheckHour[]) {
	const sum = (kind: 'attempts' | 'network' | 'upstream' | 'security') =>
		hours.reduce((total, hour) => total + hour[kind], 0);
	const onsetMs = (kind: 'network' | 'upstream' | 'security', expected: number) =>
		faultOnset(
			hours.map(({ hour, attempts, [kind]: failures }) => ({ hour, attempts, failures })),
			expected
		)?.getTime() ?? null;
	return {
		attempts: sum('attempts'),
		networkFailures: sum('network'),
		upstreamFailures: sum('upstream'),
		securityFailures: sum('security'),
		networkSinceMs: onsetMs('network', LINE_RATE_ATTENTION),
		upstreamSinceMs: onsetMs('upstream', HOST_RATE_ATTENTION),
		securitySinceMs: onsetMs('security', KEYS_RATE_ATTENTION)
	};
}

/** What the terminal reports is what is installed; where it reports none, the register has to do. */
function installed(certificates: readonly TerminalCertificate[]) {
	const reported = certificates.filter((each) => each.isReported);
	return (reported.length > 0 ? reported : certificates).map((each) => ({
		notAfterMs: each.notAfterMs,
		isRegistered: each.isRegistered,
		sharedWith: each.sharedWith.length
	}));
}

function configuredFees(report: Report): FeeLine[] | null {
	if (!report.feeProfile) return null;
	return report.feeProfile.map((line) => ({
		product: line.product,
		ratePpm: line.ratePpm,
		capMinor: line.capMinor ?? null,
		fixedMinor: line.fixedMinor ?? null
	}));
}

async function agreedLines(
	db: ReadDb,
	scope: Scope,
	merchantId: number | null,
	newest: Date,
	timeZone: string
): Promise<FeeLine[]> {
	if (merchantId === null) return [];
	const today = dayName(calendarDay(newest.getTime(), timeZone));
	const lines = await agreedFees(db, scope, merchantId, today);
	return lines.map((line) => ({
		product: line.product,
		ratePpm: line.rate_ppm,
		capMinor: line.cap_minor,
		fixedMinor: line.fixed_minor,
		sinceMs: startOfDay(calendarDay(Date.parse(`${line.valid_from_day}T12:00:00Z`), 'UTC'), timeZone)
	}));
}
