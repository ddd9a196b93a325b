// Since when a terminal has been failing more than its peers: the change point of a Bernoulli CUSUM over its hours.

export type CountedHour = { readonly hour: Date; readonly attempts: number; readonly failures: number };

/** A rate of nothing would make the first failure ever infinitely surprising. */
const PEER_RATE_MIN = 0.001;
/** What "failing" means beside the peers; sharper than any rate that passes for bad luck. */
const FAULT_RATE_FACTOR = 3;
const FAULT_RATE_MIN = 0.02;
const FAULT_RATE_MAX = 0.9;

/**
 * The hour in which the failures began: the one after which the evidence for a fault has not gone back to nothing until it
 * was strongest. Null where nothing speaks for a fault.
 */
export function faultOnset(hours: Iterable<CountedHour>, peerRate: number): Date | null {
	const expected = Math.min(Math.max(peerRate, PEER_RATE_MIN), FAULT_RATE_MAX / FAULT_RATE_FACTOR);
	const faulty = Math.min(Math.max(expected * FAULT_RATE_FACTOR, FAULT_RATE_MIN), FAULT_RATE_MAX);
	const perFailure = Math.log(faulty / expected);
	const perSuccess = Math.log((1 - faulty) / (1 - expected));
	let evidence = 0;
	let strongest = 0;
	let began: Date | null = null;
	let onset: Date | null = null;
	for (const { hour, attempts, failures } of hours) {
		const before = evidence;
		evidence = Math.max(0, evidence + failures * perFailure + (attempts - failures) * perSuccess);
		if (before === 0) began = hour;
		if (evidence > strongest) [strongest, onset] = [evidence, began];
	}
	return onset;
}
