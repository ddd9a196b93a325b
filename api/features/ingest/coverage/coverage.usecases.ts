import { COVERAGE_FINDINGS, dueAtMs, isAboutMerchants, type CoverageFinding } from '#lib/domain/coverage.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import {
	countCoverage,
	countFinding,
	listCoverage,
	sourceRhythms,
	type CoverageRow,
	type SourceRhythm
} from './coverage.repo.ts';
import type { Coverage, CoveragePlace, SenderRhythm } from './coverage.schemas.ts';

const MS_PER_DAY = 86_400_000;
/** A sender that has sent nothing for longer is history. */
const RHYTHM_DAYS = 30;
/** Cursors of this list belong to its one order. */
const BY_CODE = 'code';

export async function readCoverage(db: ReadDb, scope: Scope, now: Date): Promise<Coverage> {
	const counts = await countCoverage(db, scope);
	const outOf = (finding: CoverageFinding) => {
		if (finding === 'unregistered_terminals') return counts.seen_terminals;
		if (finding === 'unregistered_merchants') return counts.seen_merchants;
		return isAboutMerchants(finding) ? counts.expected_merchants : counts.expected_terminals;
	};
	return {
		expected: { terminals: counts.expected_terminals, merchants: counts.expected_merchants },
		seen: { terminals: counts.seen_terminals, merchants: counts.seen_merchants },
		findings: COVERAGE_FINDINGS.map((finding) => ({ finding, count: counts[finding], of: outOf(finding) })),
		senders: await readSenders(db, scope, now)
	};
}

/** Overdue ones first, then by how long ago they sent anything. */
export async function readSenders(db: ReadDb, scope: Scope, now: Date): Promise<SenderRhythm[]> {
	const rhythms = await sourceRhythms(db, scope, new Date(now.getTime() - RHYTHM_DAYS * MS_PER_DAY));
	return rhythms
		.map((row) => senderItem(row, now))
		.sort((a, b) => Number(b.isOverdue) - Number(a.isOverdue) || a.lastAt.localeCompare(b.lastAt));
}

function senderItem(row: SourceRhythm, now: Date): SenderRhythm {
	const due = dueAtMs({
		gaps: row.gaps,
		usualGapMs: row.usual_gap_ms,
		longestGapMs: row.longest_gap_ms,
		lastAtMs: row.last_at.getTime()
	});
	return {
		kind: row.kind,
		source: row.source,
		lastAt: row.last_at.toISOString(),
		gaps: row.gaps,
		usualGapSeconds: secondsOf(row.usual_gap_ms),
		longestGapSeconds: secondsOf(row.longest_gap_ms),
		dueAt: due === null ? null : new Date(due).toISOString(),
		isOverdue: due !== null && now.getTime() > due
	};
}

const secondsOf = (ms: number | null) => (ms === null ? null : Math.round(ms) / 1000);

export async function readFinding(
	db: ReadDb,
	scope: Scope,
	finding: CoverageFinding,
	limit: number,
	cursor: string | undefined
) {
	const after = cursor === undefined ? undefined : decodeCursor(BY_CODE, cursor, ['string', 'id']);
	const total = await countFinding(db, scope, finding);
	const rows = await listCoverage(db, scope, { finding, limit, cursor: after });
	const page = pageFrom(rows, limit, BY_CODE, (row) => [row.code, row.id]);
	return { ...page, items: page.items.map((row) => placeItem(row, isAboutMerchants(finding))), total };
}

function placeItem(row: CoverageRow, isMerchant: boolean): CoveragePlace {
	return {
		terminalId: isMerchant ? null : row.code,
		merchantId: isMerchant ? row.code : row.merchant_code,
		merchantName: row.name,
		acquirerId: row.acquirer_code,
		firstSeenAt: row.first_seen_at.toISOString(),
		lastTransactionAt: row.last_transaction_at?.toISOString() ?? null,
		lastSeenAt: row.last_seen_at?.toISOString() ?? null
	};
}
