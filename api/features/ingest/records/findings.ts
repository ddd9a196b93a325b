import type { Problem } from '../reading/record-reject.ts';

/** What is wrong with one record, gathered while it is read: every problem, not only the first. */
export class Findings {
	readonly nowMs: number;
	readonly problems: Problem[] = [];
	/** Names of fields that are not part of the contract and were left out. */
	readonly ignoredFields: string[] = [];
	/** True when the record holds what must never be kept, so that not even its text may be. */
	isSecret = false;

	constructor(nowMs: number) {
		this.nowMs = nowMs;
	}

	get isEmpty(): boolean {
		return this.problems.length === 0 && this.ignoredFields.length === 0;
	}

	/** Returns null, the value of a field that could not be read. */
	add(field: string, reason: string, message: string): null {
		// A code names the kind of problem, so places in a list are no part of it.
		const kind = field.includes('[') ? field.replace(/\[\d+\]/g, '') : field;
		this.problems.push({ field, code: `${kind}.${reason}`, message });
		return null;
	}

	/** A problem of the record as a whole. */
	addToRecord(reason: string, message: string): null {
		this.problems.push({ field: null, code: `record.${reason}`, message });
		return null;
	}

	addSecret(field: string, reason: string, message: string): null {
		this.isSecret = true;
		return this.add(field, reason, message);
	}
}
