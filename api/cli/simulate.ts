// `npm run tillwatch -- simulate`: the demo fleet as files, sent to a running Tillwatch, or going on live.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parseInstant } from '#lib/domain/instants.ts';
import { runLive, sendHistory, sendMasterData } from '#api/features/simulation/live.ts';
import {
	DAYS_DEFAULT,
	DAYS_MAX,
	SEED_DEFAULT,
	simulateFleet,
	TERMINALS_DEFAULT,
	TERMINALS_MAX,
	type FleetOptions,
	type SimulatedFleet
} from '#api/features/simulation/simulate-fleet.ts';
import { systemClock } from '#api/platform/clock.ts';
import { EXIT_OK, required, UsageError, type Command, type Terminal } from './command.ts';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

const usage = `Usage: npm run tillwatch -- simulate [options]

Makes a demo fleet: merchants, terminals, sales and everyday faults, the same for the same options.
Without --out or --url it only tells what the fleet would hold and which faults are in it.

  --seed N         which fleet (${SEED_DEFAULT})
  --terminals N    how many terminals (${TERMINALS_DEFAULT})
  --days N         how many days of history (${DAYS_DEFAULT}), ending at --to
  --from INSTANT   start of the history, instead of --days
  --to INSTANT     end of the history, from which the faults are dated (the last full hour)
  --out FOLDER     write one NDJSON file per kind of record
  --url URL        send master data and history to a running Tillwatch
  --key KEY        its API key with the scope "ingest" (or the variable TILLWATCH_BOOTSTRAP_INGEST_KEY)
  --live           do not send the history; send what happens from now on, until Ctrl-C; with --to the live
                   traffic begins there, so that it joins a history that was sent before`;

export const command: Command = {
	summary: 'make demo data: files, a history sent to the API, or live traffic',
	usage,
	run: simulateCommand
};

/** Runs the command; a signal ends its live mode. */
export async function simulateCommand(args: string[], terminal: Terminal): Promise<number> {
	const { values } = parseArgs({
		args,
		options: {
			seed: { type: 'string' },
			terminals: { type: 'string' },
			days: { type: 'string' },
			from: { type: 'string' },
			to: { type: 'string' },
			out: { type: 'string' },
			url: { type: 'string' },
			key: { type: 'string' },
			live: { type: 'boolean', default: false }
		}
	});
	if (values.live && values.url === undefined) throw new UsageError('--live needs --url');
	const options = readOptions(values);
	const fleet = simulateFleet(options);
	describeFleet(fleet, terminal);
	if (values.out !== undefined) await writeFiles(fleet, values.out, terminal);
	if (values.url !== undefined) {
		const apiKey = required(values.key ?? terminal.env['TILLWATCH_BOOTSTRAP_INGEST_KEY'], '--key');
		await (values.live
			? goLive(fleet, values.url, apiKey, values.to !== undefined, terminal)
			: sendAll(fleet, values.url, apiKey, terminal));
	}
	return EXIT_OK;
}

interface Words {
	seed?: string | undefined;
	terminals?: string | undefined;
	days?: string | undefined;
	from?: string | undefined;
	to?: string | undefined;
}

function readOptions({ seed, terminals, days, from, to }: Words): FleetOptions {
	if (days !== undefined && from !== undefined) throw new UsageError('give either --days or --from, not both');
	const lastFullHourMs = Math.floor(systemClock.now().getTime() / MS_PER_HOUR) * MS_PER_HOUR;
	const toMs = to === undefined ? lastFullHourMs : readInstant(to, '--to');
	const historyDays = readNumber(days, '--days', DAYS_DEFAULT, 1, DAYS_MAX);
	const fromMs = from === undefined ? toMs - historyDays * MS_PER_DAY : readInstant(from, '--from');
	if (fromMs >= toMs) throw new UsageError('the history must begin before it ends');
	return {
		seed: readNumber(seed, '--seed', SEED_DEFAULT, 0, Number.MAX_SAFE_INTEGER),
		terminals: readNumber(terminals, '--terminals', TERMINALS_DEFAULT, 1, TERMINALS_MAX),
		fromMs,
		toMs
	};
}

function readNumber(word: string | undefined, name: string, fallback: number, min: number, max: number): number {
	if (word === undefined) return fallback;
	const number = /^\d{1,16}$/.test(word) ? Number(word) : Number.NaN;
	if (!(number >= min && number <= max)) {
		throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${word}"`);
	}
	return number;
}

function readInstant(word: string, name: string): number {
	const instant = parseInstant(word);
	if (typeof instant === 'string') {
		throw new UsageError(`${name} must be an instant such as 2026-01-31T08:00:00+08:00, not "${word}"`);
	}
	return instant;
}

function describeFleet(fleet: SimulatedFleet, terminal: Terminal): void {
	const span = `${new Date(fleet.fromMs).toISOString()} to ${new Date(fleet.toMs).toISOString()}`;
	terminal.tell(`Demo fleet: ${fleet.terminals.length} terminals of ${fleet.merchants.length} merchants, ${span}`);
	for (const { kind, startsAt, values, description } of fleet.plannedFaults) {
		if (Date.parse(startsAt) >= fleet.toMs) continue;
		const names =
			values.length > 2 ? `${values.slice(0, 2).join(', ')} and ${values.length - 2} more` : values.join(', ');
		terminal.tell(`  ${kind.padEnd(22)} since ${startsAt}  ${names}\n${' '.repeat(25)}${description}`);
	}
}

async function writeFiles(fleet: SimulatedFleet, folder: string, terminal: Terminal): Promise<void> {
	await mkdir(folder, { recursive: true });
	const kinds: [name: string, records: Iterable<object>][] = [
		['merchants', fleet.merchants],
		['terminals', fleet.terminals],
		['fee-agreements', fleet.feeAgreements],
		['certificates', fleet.certificates],
		['firmware-releases', fleet.firmwareReleases],
		['firmware-campaigns', fleet.firmwareCampaigns],
		['expiries', fleet.expiries],
		['notices', fleet.notices],
		['planned-faults', fleet.plannedFaults],
		['heartbeats', fleet.heartbeats(fleet.toMs - MS_PER_DAY, fleet.toMs)],
		['transactions', fleet.transactions(fleet.fromMs, fleet.toMs)]
	];
	for (const [name, records] of kinds) {
		const file = join(folder, `${name}.ndjson`);
		await pipeline(Readable.from(lines(records)), createWriteStream(file));
		terminal.print(file);
	}
}

/** Lines in larger pieces: a write per line would cost more than making the line. */
function* lines(records: Iterable<object>): Generator<string> {
	let text = '';
	for (const record of records) {
		text += `${JSON.stringify(record)}\n`;
		if (text.length > 65_536) {
			yield text;
			text = '';
		}
	}
	yield text;
}

async function sendAll(fleet: SimulatedFleet, url: string, apiKey: string, terminal: Terminal): Promise<void> {
	await sendMasterData({ url, apiKey }, fleet, fleet.fromMs);
	const sent = await sendHistory({ url, apiKey }, fleet);
	terminal.print(
		`${sent.received} transactions: ${sent.accepted} accepted, ${sent.duplicates} duplicates, ${sent.rejected} rejected`
	);
}

async function goLive(
	fleet: SimulatedFleet,
	url: string,
	apiKey: string,
	joinsHistory: boolean,
	terminal: Terminal
): Promise<void> {
	const stop = new AbortController();
	process.once('SIGINT', () => stop.abort());
	process.once('SIGTERM', () => stop.abort());
	await sendMasterData({ url, apiKey, signal: stop.signal }, fleet, systemClock.now().getTime());
	terminal.tell(`Sending live traffic to ${url}. Ctrl-C ends it.`);
	await runLive({
		url,
		apiKey,
		fleet,
		clock: systemClock,
		signal: stop.signal,
		...(joinsHistory ? { sinceMs: fleet.toMs } : {}),
		onRound: ({ toMs, transactions }) =>
			terminal.tell(`${new Date(toMs).toISOString()}  ${transactions.accepted} transactions`),
		onAbsence: (error) =>
			terminal.tell(`${url} does not answer (${error instanceof Error ? error.message : String(error)}); trying again`)
	});
}
