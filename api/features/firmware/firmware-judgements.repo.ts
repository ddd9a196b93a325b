// Every version that terminals run, judged by the catalogue of its model; and the reasons that follow for single terminals.
import {
	FirmwareCatalogue,
	judgeFirmware,
	type FirmwareJudgement,
	type FirmwareRelease,
	type FirmwareVerdict
} from '#lib/domain/firmware-judgement.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import {
	firmwareCatalogue,
	installedVersions,
	pickedTerminalIds,
	repeatedlyChanged,
	type CatalogueRow,
	type ModelFilter
} from './firmware-versions.repo.ts';

export type JudgedVersion = {
	model_id: number;
	firmware_id: number;
	vendor: string;
	model: string;
	/** Empty where terminals of the model never said. */
	version: string;
	terminals: number;
	/** Of a terminal that runs it, whatever its own story. */
	judgement: FirmwareJudgement;
};

export type FirmwareState = {
	catalogue: FleetCatalogue;
	versions: JudgedVersion[];
	/** Terminals whose update did not hold, by our number: what they run, and their own judgement. */
	interrupted: ReadonlyMap<number, { about: JudgedVersion; judgement: FirmwareJudgement }>;
};

/** Longer ago no change counts as an interrupted update; a day more than judgeFirmware takes for recent, twice. */
const CHANGES_DAYS = 29;
const MS_PER_DAY = 86_400_000;

/** Releases of all models. */
export class FleetCatalogue {
	private readonly byModel: ReadonlyMap<string, readonly CatalogueRow[]>;
	private readonly byVersion: ReadonlyMap<string, readonly CatalogueRow[]>;

	constructor(rows: readonly CatalogueRow[]) {
		this.byModel = Map.groupBy(rows, ({ vendor, model }) => JSON.stringify([vendor, model]));
		this.byVersion = Map.groupBy(rows, ({ vendor, version }) => JSON.stringify([vendor, version]));
	}

	releases(vendor: string, model: string): readonly FirmwareRelease[] {
		return this.byModel.get(JSON.stringify([vendor, model])) ?? [];
	}

	ordered(vendor: string, model: string): FirmwareCatalogue {
		return new FirmwareCatalogue(this.releases(vendor, model));
	}

	all(): readonly CatalogueRow[] {
		return [...this.byModel.values()].flat();
	}

	otherModel(vendor: string, model: string, version: string): string | null {
		const listed = this.byVersion.get(JSON.stringify([vendor, version])) ?? [];
		return listed.find((row) => row.model !== model)?.model ?? null;
	}

	judge(
		{ vendor, model, version }: Pick<JudgedVersion, 'vendor' | 'model' | 'version'>,
		nowMs: number,
		spans: Parameters<typeof judgeFirmware>[0]['spans'] = []
	): FirmwareJudgement {
		const otherModel = this.otherModel(vendor, model, version);
		return judgeFirmware({ version, otherModel, spans }, this.releases(vendor, model), nowMs);
	}
}

export async function firmwareState(db: ReadDb, scope: Scope, filter: ModelFilter, now: Date): Promise<FirmwareState> {
	const catalogue = new FleetCatalogue(await firmwareCatalogue(db));
	const installed = await installedVersions(db, scope, filter);
	const versions = installed.map((row) => ({ ...row, judgement: catalogue.judge(row, now.getTime()) }));
	const byNumbers = new Map(versions.map((each) => [`${each.model_id}/${each.firmware_id}`, each]));
	const since = new Date(now.getTime() - CHANGES_DAYS * MS_PER_DAY);
	const interrupted = new Map<number, { about: JudgedVersion; judgement: FirmwareJudgement }>();
	for (const changed of await repeatedlyChanged(db, scope, since, now)) {
		const about = byNumbers.get(`${changed.model_id}/${changed.firmware_id}`);
		if (!about) continue;
		const judgement = catalogue.judge(about, now.getTime(), changed.spans);
		if (judgement.findings.includes('interrupted')) interrupted.set(changed.terminal_id, { about, judgement });
	}
	return { catalogue, versions, interrupted };
}

export type FirmwareReason = {
	terminalId: number;
	kind: 'firmware_unsafe' | 'firmware_interrupted' | 'firmware_behind';
	/** Event time; null where nobody can tell. */
	sinceMs: number | null;
	/** The version that it runs. */
	about: string;
	/** The version to update to. */
	wanted: string | null;
	/** When the support of its version ends or ended. */
	endsMs: number | null;
};

const KIND_OF: Partial<Record<FirmwareVerdict, FirmwareReason['kind']>> = {
	withdrawn: 'firmware_unsafe',
	below_min_secure: 'firmware_unsafe',
	wrong_model: 'firmware_unsafe',
	interrupted: 'firmware_interrupted',
	unsupported: 'firmware_behind',
	behind: 'firmware_behind'
};

/** One reason for each active terminal whose firmware somebody has to see to: the worst there is. */
export async function firmwareReasons(db: ReadDb, scope: Scope, asOf: Date): Promise<FirmwareReason[]> {
	const filter = { acquirer: [], vendor: [], model: [], firmware: [] };
	const { versions, interrupted } = await firmwareState(db, scope, filter, asOf);
	const pairs = versions.filter(({ judgement }) => KIND_OF[judgement.verdict] !== undefined);
	const byNumbers = new Map(versions.map((each) => [`${each.model_id}/${each.firmware_id}`, each]));
	const terminals = await pickedTerminalIds(db, scope, { pairs, terminalIds: [...interrupted.keys()] });
	return terminals.flatMap(({ terminal_id, model_id, firmware_id }) => {
		const version = byNumbers.get(`${model_id}/${firmware_id}`);
		const judgement = interrupted.get(terminal_id)?.judgement ?? version?.judgement;
		const kind = judgement && KIND_OF[judgement.verdict];
		if (!version || !kind) return [];
		const sinceMs = kind === 'firmware_interrupted' ? judgement.interruptedMs : judgement.behindSinceMs;
		const { target: wanted, supportEndsMs: endsMs } = judgement;
		return [{ terminalId: terminal_id, kind, sinceMs, about: version.version, wanted, endsMs }];
	});
}
