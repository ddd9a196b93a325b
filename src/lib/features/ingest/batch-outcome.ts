import { m } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tones.ts';
import { importProblemWords } from './import-problem.ts';

type Outcome = 'running' | 'complete' | 'broken_off';

export const OUTCOME_WORDS: Readonly<Record<Outcome, () => string>> = {
	running: m.outcome_running,
	complete: m.outcome_complete,
	broken_off: m.outcome_broken_off
};

export const OUTCOME_TONES: Readonly<Record<Outcome, Tone>> = {
	running: 'upstream',
	complete: 'approved',
	broken_off: 'danger'
};

/** Why a batch was broken off: in words where the code of the problem is known. Null for one that was not. */
export function brokenOffReason(batch: { outcome: Outcome; detail: string | null }): string | null {
	if (batch.outcome !== 'broken_off') return null;
	if (batch.detail === null) return m.data_broken_off_unknown();
	return importProblemWords(batch.detail) ?? batch.detail;
}

const BATCH_ID_SHOWN = 8;

/** Enough to tell batches apart by eye; the whole id is where it leads to. */
export const shortBatchId = (batchId: string) => batchId.slice(0, BATCH_ID_SHOWN);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isBatchId = (text: string) => UUID.test(text);
