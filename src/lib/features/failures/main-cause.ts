import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';

/** The cause that explains most of a row's failures; null when there are none. */
export function mainCause(causes: Readonly<Record<FailureCause, number>>): FailureCause | null {
	let largest: FailureCause | null = null;
	for (const cause of FAILURE_CAUSES) {
		if (causes[cause] > (largest === null ? 0 : causes[largest])) largest = cause;
	}
	return largest;
}
