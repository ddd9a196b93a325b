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

	/** A value that must never be kept stands in a field of ours. */
	addSecret(field: string, reason: string, message: string): null {
		this.isSecret = true;
		return this.add(field, reason, message);
	}

	/** A field whose very name says that it must never be kept. */
	addSecretField(field: string | null): void {
		this.isSecret = true;
		const message = 'is card data or key material, which is never taken; leave it out';
		this.problems.push({ field, code: 'record.secret_field', message });
	}
}
