// Fields that several kinds of record have.
import { CARD_REGIONS } from '#lib/domain/transactions.ts';
import { asIs, type OptionalField } from './field.ts';
import type { Findings } from './findings.ts';
import { decimal } from './number-fields.ts';
import { choiceIndex, shaped } from './text-fields.ts';

export function latitude(description: string): OptionalField<number> {
	return decimal({ min: -90, max: 90 }, `${description}: WGS 84 latitude`);
}

export function longitude(description: string): OptionalField<number> {
	return decimal({ min: -180, max: 180 }, `${description}: WGS 84 longitude`);
}

/** Counted from 1, as the database holds it: its 0 stands for none. */
export function cardRegion(description: string): OptionalField<number> {
	const listed = choiceIndex(CARD_REGIONS, description);
	return {
		...listed,
		read: (value, name, findings) => {
			const index = listed.read(value, name, findings);
			return index === null ? null : index + 1;
		}
	};
}

/** Yes or no, also as the words true and false, which is all that a CSV cell can say. */
export function flag(description: string): OptionalField<boolean> {
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			return findings.add(name, 'not_a_flag', 'must be true or false');
		},
		fromText: asIs,
		schema: { type: 'boolean', description }
	};
}

/** Tools print fingerprints with and without colons, in either case; kept are 64 lower-case digits. */
export function fingerprintSha256(description: string): OptionalField<string> {
	return shaped(
		{
			pattern: /^[0-9a-f]{64}$/,
			reason: 'not_a_fingerprint',
			help: 'a SHA-256 fingerprint of 64 hexadecimal digits',
			normalise: (value) => value.replaceAll(':', '').toLowerCase()
		},
		description
	);
}

/** A place needs both its coordinates. */
export function checkPlace(
	names: { lat: string; lng: string },
	lat: number | null | undefined,
	lng: number | null | undefined,
	findings: Findings
): void {
	if ((lat == null) === (lng == null) || findings.problems.length > 0) return;
	const missing = lat == null ? names.lat : names.lng;
	findings.add(missing, 'missing', `is required together with ${lat == null ? names.lng : names.lat}`);
}

/** An end must not come before its start; both are epoch milliseconds, or both dates. */
export function checkOrder<Moment extends string | number>(
	names: { start: string; end: string },
	start: Moment | null | undefined,
	end: Moment | null | undefined,
	findings: Findings
): void {
	if (start == null || end == null || end >= start) return;
	findings.add(names.end, 'before_start', `must not be before ${names.start}`);
}
