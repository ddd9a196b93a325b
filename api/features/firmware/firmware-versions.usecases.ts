// The matrix of models and versions, and the terminals behind it that somebody has to see to.
import { FIRMWARE_PROBLEMS, FIRMWARE_VERDICTS, type FirmwareJudgement } from '#lib/domain/firmware-judgement.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { firmwareState, type FirmwareState, type JudgedVersion } from './firmware-judgements.repo.ts';
import { countPicked, pickedTerminals, trafficByVersion, type TerminalPick } from './firmware-versions.repo.ts';
import type { OutdatedItem, OutdatedQuery, VersionItem, VersionsQuery } from './firmware.schemas.ts';
import { lastClosedDay } from './rollouts.repo.ts';

const MS_PER_DAY = 86_400_000;

type Question<Query> = Omit<Query, 'format' | 'limit' | 'cursor'>;

export type VersionMatrix = {
	items: VersionItem[];
	from: string | null;
	to: string | null;
	counts: Partial<Record<VersionItem['verdict'], number>>;
};

/** Every version that terminals run or the catalogue lists, by model, the newest first. */
export async function versionMatrix(
	db: ReadDb,
	scope: Scope,
	question: Question<VersionsQuery>,
	now: Date
): Promise<VersionMatrix> {
	const state = await firmwareState(db, scope, question, now);
	const last = await lastClosedDay(db);
	const first = last === null ? null : dayBefore(last, question.days - 1);
	const traffic = last === null || first === null ? [] : await trafficByVersion(db, scope, { first, last }, question);
	const trafficOf = new Map(traffic.map((row) => [keyOf(row), row]));
	const all = [...state.versions, ...listedOnly(state, question, now)].map((version) =>
		versionItem(version, state, trafficOf.get(keyOf(version)))
	);
	const ordered = all.toSorted(
		(a, b) => compareText(a.vendor, b.vendor) || compareText(a.model, b.model) || newestFirst(state, a, b)
	);
	const wanted = ordered.filter(
		(item) =>
			(question.firmware.length === 0 || question.firmware.includes(item.firmware ?? '')) &&
			(question.verdict.length === 0 || question.verdict.includes(item.verdict))
	);
	return { items: wanted, from: first, to: last, counts: countTerminals(state, question) };
}

type Order = { sort: VersionsQuery['sort']; limit: number; cursor: string | undefined };

export function versionsPage(items: readonly VersionItem[], order: Order) {
	const positions = new Map(items.map((item, index) => [item, index]));
	const valueOf = (item: VersionItem) => {
		switch (order.sort.replace('-', '')) {
			case 'verdict':
				return FIRMWARE_VERDICTS.indexOf(item.verdict);
			case 'terminals':
				return item.terminals;
			case 'rateLow':
				return item.rateLow;
			default:
				return positions.get(item) ?? 0;
		}
	};
	return sortedPage(items, {
		...order,
		keyOf: (item) => [valueOf(item), positions.get(item) ?? 0],
		kinds: ['number', 'number']
	});
}

/** Releases that no terminal runs: what there is to choose from. */
function listedOnly(
	{ catalogue, versions }: FirmwareState,
	question: Question<VersionsQuery>,
	now: Date
): JudgedVersion[] {
	const run = new Set(versions.map(keyOf));
	return catalogue
		.all()
		.filter(
			(row) =>
				!run.has(keyOf(row)) &&
				(question.vendor.length === 0 || question.vendor.includes(row.vendor)) &&
				(question.model.length === 0 || question.model.includes(row.model))
		)
		.map(({ vendor, model, version }) => ({
			...{ model_id: 0, firmware_id: 0, vendor, model, version, terminals: 0 },
			judgement: catalogue.judge({ vendor, model, version }, now.getTime())
		}));
}

function versionItem(
	version: JudgedVersion,
	{ catalogue, versions, interrupted }: FirmwareState,
	traffic: { attempts: number; terminal: number } | undefined
): VersionItem {
	const { vendor, model, terminals } = version;
	const ofModel = versions.filter((each) => each.vendor === vendor && each.model === model);
	const total = ofModel.reduce((sum, each) => sum + each.terminals, 0);
	const release = catalogue.releases(vendor, model).find((each) => each.version === version.version);
	const [attempts, failures] = [traffic?.attempts ?? 0, traffic?.terminal ?? 0];
	const { rate, low, high } = wilsonInterval(failures, attempts);
	return {
		vendor,
		model,
		firmware: version.version || null,
		terminals,
		terminalShare: total === 0 ? null : terminals / total,
		interrupted: [...interrupted].filter(([, own]) => own.about === version).length,
		...judged(version.judgement),
		releaseStatus: release?.status ?? null,
		rank: release?.rank ?? null,
		releasedAt: isoOf(release?.releasedAtMs ?? null),
		attempts,
		terminal: failures,
		rate,
		rateLow: low,
		rateHigh: high
	};
}

function judged(judgement: FirmwareJudgement) {
	return {
		verdict: judgement.verdict,
		findings: [...judgement.findings],
		target: judgement.target,
		behindReleases: judgement.behindReleases,
		behindSince: isoOf(judgement.behindSinceMs),
		endOfSupportAt: isoOf(judgement.supportEndsMs),
		minSecure: judgement.minSecure,
		otherModel: judgement.otherModel
	};
}

/** Ranked versions first; of those without a rank that cannot be compared either the one that more terminals run. */
function newestFirst({ catalogue }: FirmwareState, a: VersionItem, b: VersionItem): number {
	if (a.rank !== null || b.rank !== null) return (b.rank ?? -1) - (a.rank ?? -1);
	const order = catalogue.ordered(a.vendor, a.model).compare(b.firmware ?? '', a.firmware ?? '');
	return order || b.terminals - a.terminals || compareText(a.firmware ?? '', b.firmware ?? '');
}

/** Terminals by each finding; one may have several. */
function countTerminals({ versions, interrupted }: FirmwareState, { firmware }: Pick<VersionsQuery, 'firmware'>) {
	const counts: VersionMatrix['counts'] = {};
	const add = (finding: VersionItem['verdict'], terminals: number) => {
		counts[finding] = (counts[finding] ?? 0) + terminals;
	};
	for (const { version, judgement, terminals } of versions) {
		if (firmware.length > 0 && !firmware.includes(version)) continue;
		for (const finding of judgement.findings) add(finding, terminals);
	}
	for (const { about } of interrupted.values()) {
		if (firmware.length === 0 || firmware.includes(about.version)) add('interrupted', 1);
	}
	return counts;
}

/** Terminals of which a finding holds, by their code. */
export async function outdatedTerminals(
	db: ReadDb,
	scope: Scope,
	question: Question<OutdatedQuery>,
	page: { limit: number; cursor: string | undefined },
	now: Date
) {
	const state = await firmwareState(db, scope, question, now);
	const wanted = question.finding.length > 0 ? question.finding : FIRMWARE_PROBLEMS;
	const isWanted = ({ findings }: FirmwareJudgement) => findings.some((finding) => wanted.includes(finding));
	const versions = state.versions.filter(
		({ version }) => question.firmware.length === 0 || question.firmware.includes(version)
	);
	const pick: TerminalPick = {
		pairs: versions.filter(({ judgement }) => isWanted(judgement)),
		terminalIds: [...state.interrupted].flatMap(([id, { judgement, about }]) =>
			isWanted(judgement) && versions.includes(about) ? [id] : []
		)
	};
	const [after] = page.cursor === undefined ? [] : decodeCursor(OUTDATED_ORDER, page.cursor, ['string']);
	const at = { limit: page.limit, after: typeof after === 'string' ? after : undefined };
	const rows = await pickedTerminals(db, scope, pick, question, at);
	const cut = pageFrom(rows, page.limit, OUTDATED_ORDER, (row) => [row.terminal_code]);
	return {
		...cut,
		items: cut.items.map((row): OutdatedItem => {
			const own = state.interrupted.get(row.terminal_id)?.judgement ?? state.catalogue.judge(row, now.getTime());
			return {
				terminalId: row.terminal_code,
				acquirerId: row.acquirer_code,
				merchantId: row.merchant_code,
				merchantName: row.merchant_name,
				region: row.region_code || null,
				vendor: row.vendor,
				model: row.model,
				firmware: row.version || null,
				firmwareSince: row.since?.toISOString() ?? null,
				...judged(own)
			};
		}),
		total: await countPicked(db, scope, pick, question)
	};
}

/** The only order of that list. */
const OUTDATED_ORDER = 'terminalId';

const keyOf = ({ vendor, model, version }: { vendor: string; model: string; version: string }) =>
	JSON.stringify([vendor, model, version]);
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const dayBefore = (day: string, days: number) =>
	new Date(Date.parse(`${day}T00:00:00Z`) - days * MS_PER_DAY).toISOString().slice(0, 10);
