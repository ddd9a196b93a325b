// Whether the firmware of a terminal is as it should be, by the catalogue of its model. What cannot be told is said to be unknown.
import { compareFirmware, parseFirmwareVersion } from './firmware-versions.ts';
import { compareInScheme, type VersionScheme } from './version-schemes.ts';

export const RELEASE_STATUSES = ['rollout', 'current', 'supported', 'end_of_support', 'withdrawn'] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** Worst first: of several that hold, the first one is the verdict. */
export const FIRMWARE_VERDICTS = [
	'withdrawn',
	'below_min_secure',
	'wrong_model',
	'interrupted',
	'unsupported',
	'unknown_version',
	'behind',
	'not_comparable',
	'current',
	'no_catalogue',
	'not_reported'
] as const;
export type FirmwareVerdict = (typeof FIRMWARE_VERDICTS)[number];

/** Those that ask for somebody's work. */
export const FIRMWARE_PROBLEMS: readonly FirmwareVerdict[] = FIRMWARE_VERDICTS.slice(
	0,
	FIRMWARE_VERDICTS.indexOf('behind') + 1
);

/** One version of a model as its vendor, or the fleet's owner, lists it. */
export type FirmwareRelease = {
	readonly version: string;
	/** Order within the model, higher is newer; null where nobody gave one. */
	readonly rank: number | null;
	readonly status: ReleaseStatus;
	readonly releasedAtMs: number | null;
	readonly endOfSupportMs: number | null;
	/** Oldest version of the model that is still secure. */
	readonly minSecure: string | null;
	/** How versions of the model are ordered, where its owner says so. */
	readonly scheme: VersionScheme | null;
};

/** A span in which a terminal reported one version, oldest first. */
export type FirmwareSpan = { readonly version: string; readonly fromMs: number };

export type InstalledFirmware = {
	/** As the terminal reports it; empty when it has never said. */
	readonly version: string;
	/** Another model in whose catalogue the version stands. */
	readonly otherModel: string | null;
	readonly spans: readonly FirmwareSpan[];
};

export type FirmwareJudgement = {
	readonly verdict: FirmwareVerdict;
	/** Everything that holds, worst first; the verdict is its first. */
	readonly findings: readonly FirmwareVerdict[];
	/** What to update to; null where the catalogue names nothing newer. */
	readonly target: string | null;
	/** Releases for everybody that are newer than the installed one; null where that cannot be told. */
	readonly behindReleases: number | null;
	/** Since when something newer has been out; null where that cannot be told. */
	readonly behindSinceMs: number | null;
	readonly supportEndsMs: number | null;
	readonly minSecure: string | null;
	/** The model that the version belongs to, when it is another one. */
	readonly otherModel: string | null;
	/** When the latest of the changes happened that look like an interrupted update. */
	readonly interruptedMs: number | null;
};

/** A terminal that went back to what it had within so many days did not keep the update. */
const INTERRUPTED_DAYS_MAX = 14;
const MS_PER_DAY = 86_400_000;

export function judgeFirmware(
	installed: InstalledFirmware,
	releases: readonly FirmwareRelease[],
	nowMs: number
): FirmwareJudgement {
	const { version } = installed;
	const own = releases.find((release) => release.version === version) ?? null;
	const catalogue = new FirmwareCatalogue(releases);
	const distance = catalogue.distanceOf(version);
	const interruptedMs = interruptionOf(installed.spans, catalogue, nowMs);
	const otherModel = own === null && releases.length > 0 ? installed.otherModel : null;
	const minSecure = catalogue.minSecure;
	const holds: Readonly<Record<FirmwareVerdict, boolean>> = {
		withdrawn: own?.status === 'withdrawn',
		below_min_secure: minSecure !== null && (catalogue.compare(version, minSecure) ?? 0) < 0,
		wrong_model: otherModel !== null,
		interrupted: interruptedMs !== null,
		unsupported: own !== null && isUnsupported(own, nowMs),
		unknown_version: version !== '' && own === null && releases.length > 0,
		behind: (distance?.behindReleases ?? 0) > 0,
		not_comparable: own !== null && distance === null && catalogue.target !== null,
		current: own !== null && distance?.behindReleases === 0,
		no_catalogue: version !== '' && releases.length === 0,
		not_reported: version === ''
	};
	const findings = FIRMWARE_VERDICTS.filter((verdict) => holds[verdict]);
	return {
		verdict: findings[0] ?? 'not_comparable',
		findings,
		target:
			distance?.behindReleases === 0 || catalogue.target?.version === version
				? null
				: (catalogue.target?.version ?? null),
		behindReleases: distance?.behindReleases ?? null,
		behindSinceMs: distance?.behindSinceMs ?? null,
		supportEndsMs: own?.endOfSupportMs ?? null,
		minSecure,
		otherModel,
		interruptedMs
	};
}

/** The versions of one model in their order: by rank, then by the scheme that their owner names, then by their shape. */
export class FirmwareCatalogue {
	readonly minSecure: string | null;
	/** What terminals should have: the newest version for everybody, else the newest that is supported. */
	readonly target: FirmwareRelease | null;
	private readonly releases: readonly FirmwareRelease[];
	private readonly scheme: VersionScheme | null;

	constructor(releases: readonly FirmwareRelease[]) {
		this.releases = releases;
		this.scheme = releases.find((release) => release.scheme !== null)?.scheme ?? null;
		this.minSecure = this.newest(releases.filter((release) => release.minSecure !== null))?.minSecure ?? null;
		this.target =
			this.newest(releases.filter(({ status }) => status === 'current')) ??
			this.newest(releases.filter(({ status }) => status === 'supported'));
	}

	/** Null where nobody can tell. A rank goes before everything, for those that both have one. */
	compare(a: string, b: string): number | null {
		if (a === b) return 0;
		const [rankA, rankB] = [this.rankOf(a), this.rankOf(b)];
		if (rankA !== null && rankB !== null) return rankA - rankB;
		if (this.scheme !== null) return compareInScheme(this.scheme, a, b);
		return compareFirmware(parseFirmwareVersion(a), parseFirmwareVersion(b));
	}

	/** How far a version is behind the target; null where it cannot be compared with it. */
	distanceOf(version: string): { behindReleases: number; behindSinceMs: number | null } | null {
		const target = this.target;
		if (version === '' || target === null) return null;
		const order = this.compare(version, target.version);
		if (order === null) return null;
		if (order >= 0) return { behindReleases: 0, behindSinceMs: null };
		const newer = this.releases.filter(
			(release) =>
				(release.status === 'current' || release.status === 'supported' || release.status === 'end_of_support') &&
				(this.compare(version, release.version) ?? 0) < 0 &&
				(this.compare(release.version, target.version) ?? 1) <= 0
		);
		const dates = newer.flatMap(({ releasedAtMs }) => (releasedAtMs === null ? [] : [releasedAtMs]));
		return { behindReleases: newer.length, behindSinceMs: dates.length === 0 ? null : Math.min(...dates) };
	}

	isWithdrawn(version: string): boolean {
		return this.releases.some((release) => release.version === version && release.status === 'withdrawn');
	}

	private rankOf(version: string): number | null {
		return this.releases.find((release) => release.version === version)?.rank ?? null;
	}

	/** Null where any two of them cannot be compared and none is newer than all it can be compared with. */
	private newest(releases: readonly FirmwareRelease[]): FirmwareRelease | null {
		const [first, ...rest] = releases;
		if (first === undefined) return null;
		let newest = first;
		for (const release of rest) {
			const order = this.compare(release.version, newest.version);
			if (order === null) return null;
			if (order > 0) newest = release;
		}
		return newest;
	}
}

function isUnsupported({ status, endOfSupportMs }: FirmwareRelease, nowMs: number): boolean {
	return status === 'end_of_support' || (endOfSupportMs !== null && endOfSupportMs <= nowMs);
}

/**
 * When a terminal last fell back to the version it had before an update, or null: A, then B, and soon A again. Who left a version
 * that was withdrawn did so on purpose. Several versions side by side in a fleet are what a roll-out looks like, and no reason to warn.
 */
function interruptionOf(spans: readonly FirmwareSpan[], catalogue: FirmwareCatalogue, nowMs: number): number | null {
	const [before, update, after] = spans.slice(-3);
	if (!before || !update || !after || before.version !== after.version || before.version === update.version)
		return null;
	const longestMs = INTERRUPTED_DAYS_MAX * MS_PER_DAY;
	const isRecent = nowMs - after.fromMs <= longestMs && after.fromMs - update.fromMs <= longestMs;
	const isBack = (catalogue.compare(after.version, update.version) ?? -1) < 0;
	return isRecent && isBack && !catalogue.isWithdrawn(update.version) ? after.fromMs : null;
}
