import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { compileMapping, type CompiledMapping } from '#api/features/ingest/mapping/compile-mapping.ts';
import { parseMapping } from '#api/features/ingest/mapping/mapping.schema.ts';
import type { IngestAnswer } from '#api/features/ingest/ingest.usecases.ts';
import type { PemDefaults } from '#api/features/ingest/records/read-valid-records.ts';
import type { RecordKind } from '#api/features/ingest/records/record-specs.ts';
import type { Deps } from '#api/deps.ts';
import { readConfig } from '#api/platform/config.ts';
import { AppError } from '#api/platform/errors.ts';
import type { Principal } from '#api/platform/principal.ts';
import { EXIT_FAILED, EXIT_OK, EXIT_USAGE, required, UsageError, type Command, type Terminal } from './command.ts';
import { importProgress } from './import-progress.ts';
import { importSummary } from './import-summary.ts';

const KIND_BY_NOUN: Readonly<Record<string, RecordKind>> = {
	transactions: 'transaction',
	heartbeats: 'heartbeat',
	merchants: 'merchant',
	terminals: 'terminal',
	'fee-agreements': 'feeAgreement',
	certificates: 'certificate',
	'firmware-releases': 'firmwareRelease',
	'firmware-campaigns': 'firmwareCampaign',
	expiries: 'expiry',
	notices: 'notice'
};

const CONTENT_TYPE_BY_FORMAT: Readonly<Record<string, string>> = {
	ndjson: 'application/x-ndjson',
	jsonl: 'application/x-ndjson',
	json: 'application/json',
	csv: 'text/csv',
	pem: 'application/x-pem-file',
	crt: 'application/pkix-cert',
	cer: 'application/pkix-cert',
	der: 'application/pkix-cert',
	p7b: 'application/pkix-cert',
	zip: 'application/zip'
};

const STANDARD_INPUT = '-';

/** Whoever can run commands on this machine may load for the whole fleet. */
const COMMAND_LINE: Principal = {
	kind: 'api_key',
	keyId: 'command-line',
	name: 'command line',
	scopes: ['ingest'],
	scope: { kind: 'fleet' }
};

export const command: Command = {
	summary: 'load transactions, terminals and other records from a file',
	usage: `Usage: npm run tillwatch -- import NOUN FILE [--map MAPPING] [--format FORMAT] [--charset CHARSET] [--dry-run]
       npm run tillwatch -- import certificates FILE --terminal ID | --acquirer ID | --vendor NAME [--kind KIND]

NOUN is one of ${Object.keys(KIND_BY_NOUN).join(', ')}.
FILE is NDJSON, a JSON array or CSV by its ending (.ndjson, .json, .csv, each also with .gz), or - for standard input, which
needs --format. --map names a mapping file that adapts a CSV of any other shape; examples/README.md tells how to write one.
--charset gb18030 reads a CSV that is not UTF-8. --dry-run checks everything and stores nothing. Files of certificates (.pem, .crt,
.cer, .der, .p7b, or a .zip of them) cannot say whose they are, so the command does.

Ends with 0 when all was taken, 1 when records were refused, 2 when the command or the mapping makes no sense.`,
	run: importCommand
};

type Order = {
	kind: RecordKind;
	file: string;
	contentType: string;
	isGzip: boolean;
	mapping: CompiledMapping | undefined;
	pemDefaults: PemDefaults;
	dryRun: boolean;
};

/** Loads a file through the same door as HTTP does, in this process. */
export async function importCommand(args: string[], terminal: Terminal): Promise<number> {
	const order = await readOrder(args, terminal);
	if (order === null) return EXIT_USAGE;
	// Loaded only now: a mistake in the command need not wait for the database's client.
	const { createDeps } = await import('#api/deps.ts');
	const deps = await createDeps(readConfig(terminal.env), { onProgress: terminal.tell });
	try {
		return await load(order, deps, terminal);
	} finally {
		await deps.close();
	}
}

async function load(order: Order, deps: Deps, terminal: Terminal): Promise<number> {
	const fileBytes = order.file === STANDARD_INPUT ? null : (await stat(order.file)).size;
	const progress = importProgress(fileBytes, terminal);
	const startedAt = performance.now();
	try {
		const answer = await deps.intake.take(
			order.kind,
			COMMAND_LINE,
			{
				body: progress.counted(order.file === STANDARD_INPUT ? process.stdin : createReadStream(order.file)),
				contentType: order.contentType,
				contentEncoding: order.isGzip ? 'gzip' : null,
				onProgress: progress.update,
				pemDefaults: order.pemDefaults,
				...(order.mapping ? { mapping: order.mapping } : {})
			},
			{ dryRun: order.dryRun }
		);
		progress.end();
		for (const line of importSummary(answer, order.dryRun, performance.now() - startedAt)) terminal.print(line);
		return answer.rejected === 0 ? EXIT_OK : EXIT_FAILED;
	} catch (error) {
		progress.end();
		if (!(error instanceof AppError) || error.extra['batchId'] === undefined) throw error;
		// The body broke off: what came before the break is stored and accounted for.
		for (const line of importSummary(error.extra as IngestAnswer, order.dryRun, performance.now() - startedAt)) {
			terminal.print(line);
		}
		terminal.tell(`Broken off: ${error.message}`);
		return EXIT_FAILED;
	}
}

async function readOrder(args: string[], terminal: Terminal): Promise<Order | null> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			map: { type: 'string' },
			format: { type: 'string' },
			charset: { type: 'string' },
			terminal: { type: 'string' },
			acquirer: { type: 'string' },
			vendor: { type: 'string' },
			kind: { type: 'string' },
			'dry-run': { type: 'boolean', default: false }
		}
	});
	const noun = required(positionals[0], 'NOUN');
	const file = required(positionals[1], 'FILE');
	if (positionals.length > 2)
		throw new UsageError(`One file at a time: ${positionals.slice(2).join(', ')} is too much`);
	const kind = Object.hasOwn(KIND_BY_NOUN, noun) ? KIND_BY_NOUN[noun] : undefined;
	if (kind === undefined)
		throw new UsageError(`"${noun}" cannot be imported: ${Object.keys(KIND_BY_NOUN).join(', ')} can`);
	const { contentType, isGzip } = contentOf(file, values.format, values.map !== undefined);
	try {
		if (file !== STANDARD_INPUT) await stat(file);
		const mapping = values.map === undefined ? undefined : await readMapping(values.map, kind);
		const pemDefaults = {
			terminalId: values.terminal,
			acquirerId: values.acquirer,
			vendor: values.vendor,
			kind: values.kind
		};
		const charset = values.charset === undefined ? '' : `; charset=${values.charset}`;
		return { kind, file, contentType: contentType + charset, isGzip, mapping, pemDefaults, dryRun: values['dry-run'] };
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		terminal.tell(error.message);
		return null;
	}
}

async function readMapping(file: string, kind: RecordKind): Promise<CompiledMapping> {
	let json: unknown;
	try {
		json = JSON.parse(await readFile(file, 'utf8'));
	} catch (error) {
		throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
	const mapping = compileMapping(parseMapping(json));
	if (mapping.kind !== kind) throw new Error(`${file} makes records of kind ${mapping.kind}, not ${kind}`);
	return mapping;
}

function contentOf(
	file: string,
	format: string | undefined,
	isMapped: boolean
): { contentType: string; isGzip: boolean } {
	const isGzip = /\.gz$/i.test(file);
	const ending = /\.([^./\\]+)$/.exec(isGzip ? file.slice(0, -3) : file)?.[1]?.toLowerCase();
	const name = format ?? (isMapped ? 'csv' : (ending ?? ''));
	const contentType = Object.hasOwn(CONTENT_TYPE_BY_FORMAT, name) ? CONTENT_TYPE_BY_FORMAT[name] : undefined;
	if (contentType !== undefined) return { contentType, isGzip };
	throw new UsageError(`Say --format ndjson, json, csv or pem: it does not follow from "${file}"`);
}
