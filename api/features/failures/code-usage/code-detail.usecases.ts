import { PARENT_PROFILE, normaliseCode } from '#lib/domain/response-codes.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';
import { CODE_PROFILES, type CodeProfile } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { FilterIds } from '../filter-ids.repo.ts';
import { allRules, ruleChanges, type RuleRow } from './code-rules.repo.ts';
import { codeNotFound } from './code-usage.errors.ts';
import {
	attemptsOfPlaces,
	codeSeries,
	isUnmappedInScope,
	placesOfCode,
	seenCode,
	type CodePlaceKind,
	type Counted,
	type PlaceAttempts
} from './code-usage.repo.ts';
import {
	CODE_PLACES,
	type CodeDetail,
	type CodePlace,
	type CodePlaceOfKind,
	type DatedRule
} from './code-usage.schemas.ts';
import { countedFacts, countedIn, idsOf, readUsage, usualBucket, type FactChoice } from './code-usage.usecases.ts';
import { meaningOf, ruleInForce, rulesFor, type CodeKey } from './rule-in-force.ts';
import { withoutNumber } from './usage-items.ts';

const PLACES_SHOWN = 10;
const CHANGES_SHOWN = 20;

type DetailArgs = FactChoice & { bucket: Bucket | undefined };

/** Everything about one code; a refusal when neither the map nor a transaction in reach knows it. */
export async function readCode(
	db: ReadDb,
	scope: Scope,
	asked: CodeKey,
	args: DetailArgs
): Promise<Omit<CodeDetail, 'from' | 'to' | 'timeZone'>> {
	const key = { ...asked, code: normaliseCode(asked.profile, asked.code) };
	const rules = await allRules(db);
	const mine = rulesFor(rules, key);
	const codeId = await seenCode(db, key.profile, key.code ?? '');
	const isKnown = mine.length > 0 || key.code === null;
	if (!isKnown && (codeId === undefined || !(await isUnmappedInScope(db, scope, codeId)))) throw codeNotFound();
	const inForce = ruleInForce(rules, key, args.window.toMs);
	return {
		codeProfile: key.profile,
		responseCode: key.code,
		...meaningOf(key, inForce),
		note: inForce?.note ?? null,
		rules: mine.map((rule) => datedRule(rule, rule === inForce)),
		elsewhere: elsewhere(rules, key, args.window.toMs),
		// Who keeps the map is the fleet's own business.
		changes: scope.kind === 'fleet' ? await changesOf(db, mine, key) : [],
		...(await readWhereItHappens(db, scope, codeId, args))
	};
}

async function readWhereItHappens(
	db: ReadDb,
	scope: Scope,
	codeId: number | undefined,
	{ bucket: wanted, ...choice }: DetailArgs
): Promise<Pick<CodeDetail, 'usage' | 'bucket' | 'series' | 'terminals' | 'merchants' | 'issuers' | 'models'>> {
	const bucket = wanted ?? usualBucket(choice.window);
	const rows = codeId === undefined ? [] : await readUsage(db, scope, choice);
	const usage = rows.find((row) => row.codeId === codeId);
	if (codeId === undefined || usage === undefined) {
		return { usage: null, bucket, series: [], terminals: [], merchants: [], issuers: [], models: [] };
	}
	const ids = await idsOf(db, choice);
	const counted = await countedIn(db, { ...choice, ids }, ['code'], bucket);
	const series = await codeSeries(db, scope, { ...counted, codeId, bucket });
	const facts = usage.terminals === null ? null : countedFacts(choice, ids);
	const places = async (kind: CodePlaceKind, from: Counted | null) =>
		from && readPlaces(db, scope, { ...choice, ids, codeId, kind, hits: from });
	return {
		usage: withoutNumber(usage),
		bucket,
		series: series.map(({ bucket_start: start, count, attempts }) => ({
			bucketStart: start.toISOString(),
			count,
			attempts
		})),
		terminals: await places('terminal', facts),
		merchants: await places('merchant', facts),
		issuers: (await places('issuer', await countedIn(db, { ...choice, ids }, ['code', 'issuer']))) ?? [],
		models: (await places('model', await countedIn(db, { ...choice, ids }, ['code', 'model']))) ?? []
	};
}

const PLACES_OF = { terminal: 'terminals', merchant: 'merchants', issuer: 'issuers', model: 'models' } as const;

/** The places of a code in one list, in the order in which a page shows them. */
export function allPlaces(
	detail: Pick<CodeDetail, 'terminals' | 'merchants' | 'issuers' | 'models'>
): CodePlaceOfKind[] {
	return CODE_PLACES.flatMap((place) => (detail[PLACES_OF[place]] ?? []).map((row) => ({ place, ...row })));
}

type PlacesArgs = FactChoice & { ids: FilterIds; codeId: number; kind: CodePlaceKind; hits: Counted };

/** Where the code was seen most, each place against all its own attempts. What has no name is left out: nobody can go there. */
async function readPlaces(
	db: ReadDb,
	scope: Scope,
	{ codeId, kind, hits, ...choice }: PlacesArgs
): Promise<CodePlace[]> {
	const found = await placesOfCode(db, scope, { ...hits, codeId, kind, limit: PLACES_SHOWN });
	const all = await countedIn(db, choice, [kind]);
	const attempts = await attemptsOfPlaces(db, scope, { ...all, kind, placeIds: found.map(({ id }) => id) });
	const byId = new Map(attempts.map((place) => [place.id, place]));
	return found.flatMap(({ id, count, with_code: withCode }) => {
		const place = byId.get(id);
		return place === undefined || place.code === '' ? [] : [placeItem(place, count, withCode)];
	});
}

function placeItem({ code, label, attempts }: PlaceAttempts, count: number, withCode: number): CodePlace {
	const share = wilsonInterval(withCode, attempts);
	return { id: code, label, count, attempts, share: share.rate, shareLow: share.low, shareHigh: share.high };
}

function datedRule(rule: RuleRow, inForce: boolean): DatedRule {
	const key = { profile: rule.profile as CodeProfile, code: rule.code === '' ? null : rule.code };
	return {
		...meaningOf(key, rule),
		codeProfile: key.profile,
		responseCode: key.code,
		isPrefix: rule.is_prefix,
		validFrom: rule.valid_from?.toISOString() ?? null,
		confidence: rule.confidence as DatedRule['confidence'],
		note: rule.note,
		inForce
	};
}

/** The same code under other tables, where it may mean something else. */
function elsewhere(rules: readonly RuleRow[], { profile, code }: CodeKey, atMs: number): DatedRule[] {
	return CODE_PROFILES.filter((other) => other !== profile && PARENT_PROFILE[other] !== profile).flatMap((other) => {
		const rule = ruleInForce(rules, { profile: other, code }, atMs);
		return rule === undefined ? [] : [{ ...datedRule(rule, true), codeProfile: other }];
	});
}

async function changesOf(db: ReadDb, mine: readonly RuleRow[], { profile, code }: CodeKey) {
	const subjects = new Set([`${profile} ${code ?? ''}`, ...mine.map((rule) => `${rule.profile} ${rule.code}`)]);
	const rows = await ruleChanges(db, [...subjects], CHANGES_SHOWN);
	return rows.map((row) => ({ at: row.occurred_at.toISOString(), actor: row.actor_name, action: row.action }));
}
