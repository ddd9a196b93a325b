import { PRODUCTS } from '#lib/domain/transactions.ts';
import { PriceList } from './agreed-fees.ts';
import { clientCertificate } from './demo-certificates.ts';
import { isoInstant, MS_PER_DAY, MS_PER_HOUR, timeOfLocalDay } from './demo-calendar.ts';
import { firmwareAt } from './master-data.ts';
import type { FaultPlan } from './planned-faults.ts';
import type { DemoTerminal, Population } from './population.ts';
import { Random } from './random.ts';
import type { HeartbeatRecord } from './records.ts';

const STREAM_HEARTBEAT = 9;
const STREAM_KEYS = 10;

/** Terminals that are switched off with the shop wake up and go to sleep half an hour around its hours. */
const AROUND_OPENING_HOURS = 0.5;

/** One terminal in this many has a clock that nobody sets. */
const WRONG_CLOCK_EVERY = 97;
const WRONG_CLOCK_MS = 7 * 60_000;

export interface HeartbeatSource {
	readonly seed: number;
	readonly population: Population;
	readonly plan: FaultPlan;
	readonly fromMs: number;
	readonly toMs: number;
}

/**
 * What the terminals report of themselves in [fromMs, toMs), in order of time: each at its own moment of every interval,
 * as agents do so that they do not all call at once. Silent ones do not.
 */
export function* heartbeatsBetween(
	source: HeartbeatSource,
	intervalMs: number,
	fromMs: number,
	toMs: number
): Generator<HeartbeatRecord> {
	const { terminals } = source.population;
	const byPhase = terminals
		.map((terminal) => ({
			terminal,
			phaseMs: new Random(source.seed, STREAM_HEARTBEAT, terminal.index).below(intervalMs)
		}))
		.sort((a, b) => a.phaseMs - b.phaseMs);
	for (let interval = Math.floor(fromMs / intervalMs); interval * intervalMs < toMs; interval++) {
		for (const { terminal, phaseMs } of byPhase) {
			const atMs = interval * intervalMs + phaseMs;
			if (atMs >= fromMs && atMs < toMs && isReporting(terminal, source.plan, atMs))
				yield heartbeat(terminal, source, atMs);
		}
	}
}

/** Whoever was away for longer than this gets reports so far apart: enough to tell who was silent meanwhile. */
const SPARSE_INTERVAL_MS = 8 * MS_PER_HOUR;

/** Less often, for a past that nobody needs every quarter of an hour of; hardly a shop is open for less than the interval. */
export function sparseHeartbeats(source: HeartbeatSource, fromMs: number, toMs: number): Generator<HeartbeatRecord> {
	return heartbeatsBetween(source, SPARSE_INTERVAL_MS, fromMs, toMs);
}

/**
 * What a history of the fleet needs to be true, in order of time: the reports that tell of new firmware, and a few a day of the
 * terminals that got it or fell silent. Of all others the latest reports do.
 */
export function* historyReports(source: HeartbeatSource, fromMs: number, toMs: number): Generator<HeartbeatRecord> {
	const { plan, population } = source;
	const updates = [...plan.firmwareUpdates].filter(([, { atMs }]) => atMs >= fromMs && atMs < toMs);
	updates.sort(([, a], [, b]) => a.atMs - b.atMs);
	const silent = [...plan.targets.byTerminal].filter(([, effects]) =>
		effects.some((each) => each.isReportingSilent && each.endsAtMs - each.startsAtMs > MS_PER_DAY)
	);
	const told = new Set([...updates, ...silent].map(([index]) => index));
	const terminals = population.terminals.filter(({ index }) => told.has(index));
	for (const report of sparseHeartbeats({ ...source, population: { ...population, terminals } }, fromMs, toMs)) {
		while (updates[0] && updates[0][1].atMs <= Date.parse(report.at)) yield updateReport(updates.shift());
		yield report;
	}
	while (updates.length > 0) yield updateReport(updates.shift());

	function updateReport([index, { atMs }] = updates[0] as (typeof updates)[number]): HeartbeatRecord {
		return heartbeat(population.terminals[index] as DemoTerminal, source, atMs);
	}
}

function isReporting(terminal: DemoTerminal, plan: FaultPlan, atMs: number): boolean {
	for (const effect of plan.targets.byTerminal.get(terminal.index) ?? []) {
		if (effect.isReportingSilent && atMs >= effect.startsAtMs && atMs < effect.endsAtMs) return false;
	}
	if (!terminal.isOffWhenClosed) return true;
	const hour = timeOfLocalDay(atMs) / MS_PER_HOUR;
	const { opensAtHour, closesAtHour } = terminal.merchant;
	return hour >= opensAtHour - AROUND_OPENING_HOURS && hour < closesAtHour + AROUND_OPENING_HOURS;
}

function heartbeat(terminal: DemoTerminal, source: HeartbeatSource, atMs: number): HeartbeatRecord {
	const { seed, plan, toMs } = source;
	const random = new Random(seed, STREAM_HEARTBEAT, terminal.index, Math.floor(atMs / 1000));
	const isMobile = terminal.carrier !== null;
	const { notAfter, fingerprintSha256, kind } = clientCertificate(terminal, plan, seed, toMs, atMs);
	return {
		terminalId: terminal.terminalId,
		at: isoInstant(atMs),
		firmware: firmwareAt(terminal, plan, atMs),
		appVersion: terminal.appVersion,
		connection: terminal.connection,
		...(terminal.carrier === null ? {} : { carrier: terminal.carrier }),
		...(isMobile ? { rssiDbm: -Math.round(random.between(62, 104)) } : {}),
		rttMs: Math.round(random.logNormal(isMobile ? 68 : 24, 0.4)),
		lossPct: random.chance(0.9) ? 0 : Math.round(random.between(1, 60)) / 10,
		...(terminal.model.isPortable ? { batteryPct: Math.round(random.between(18, 100)) } : {}),
		storageFreePct: 25 + (terminal.index % 60),
		clockSkewMs: (terminal.index % WRONG_CLOCK_EVERY === 13 ? WRONG_CLOCK_MS : 0) + Math.round(random.normal() * 350),
		...positionAt(terminal, plan, atMs, random),
		...(terminal.iccid === null ? {} : { iccid: terminal.iccid }),
		tamper: atMs >= (plan.keysLostMs.get(terminal.index) ?? Number.POSITIVE_INFINITY),
		keys: keysAt(terminal, source, atMs),
		counters: countersAt(terminal, source, atMs),
		feeProfile: feeProfileAt(terminal, plan, atMs),
		certificates: [{ fingerprintSha256, kind, notAfter }]
	};
}

function positionAt(
	{ index, merchant }: DemoTerminal,
	plan: FaultPlan,
	atMs: number,
	random: Random
): Pick<HeartbeatRecord, 'lat' | 'lng' | 'accuracyM'> {
	const moved = plan.movedTo.get(index);
	const { lat, lng } = moved && atMs >= moved.fromMs ? moved : merchant;
	const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
	return {
		lat: round(lat + random.normal() * 0.0002),
		lng: round(lng + random.normal() * 0.0002),
		accuracyM: Math.round(random.logNormal(22, 0.5))
	};
}

/** Which keys are loaded, by the check value that tells nothing about the key. */
function keysAt({ index }: DemoTerminal, { seed, plan }: HeartbeatSource, atMs: number): HeartbeatRecord['keys'] {
	if (atMs >= (plan.keysLostMs.get(index) ?? Number.POSITIVE_INFINITY)) return [];
	const random = new Random(seed, STREAM_KEYS, index);
	return ['tmk', 'tpk', 'tak'].map((kind, slot) => ({ slot: slot + 1, kind, kcv: random.hex(6).toUpperCase() }));
}

/** Readers and printers wear by use, so their counters follow the sales of the terminal's whole life. */
function countersAt(terminal: DemoTerminal, { fromMs }: HeartbeatSource, atMs: number): HeartbeatRecord['counters'] {
	const daysInUse = terminal.ageDays + (atMs - fromMs) / MS_PER_DAY;
	const sales = terminal.salesPerDay * daysInUse;
	return { swipes: Math.floor(sales * 0.03), prints: Math.floor(sales * 1.4), insertions: Math.floor(sales * 0.2) };
}

function feeProfileAt(terminal: DemoTerminal, plan: FaultPlan, atMs: number): HeartbeatRecord['feeProfile'] {
	const agreedAnew = plan.agreedFees.get(terminal.merchant.index);
	const configured = new PriceList(terminal.merchant, agreedAnew, plan.configuredFees.get(terminal.index));
	return PRODUCTS.map((product, index) => {
		const { ratePpm, capMinor, fixedMinor } = configured.termsAt(index, atMs);
		return { product, ratePpm, capMinor, fixedMinor };
	});
}
