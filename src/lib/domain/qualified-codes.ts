// A response code says nothing without its table: 05 is one thing to CUP, another to ISO. In filters both stand together, as in
// `cup:51`; what got no answer at all is `cup:no-answer`.
import { codeOfSegment, codeSegment } from './code-actions.ts';
import { CODE_PROFILES, type CodeProfile } from './transactions.ts';

export interface QualifiedCode {
	readonly profile: CodeProfile;
	/** Null: no answer came. */
	readonly code: string | null;
}

export function qualifiedCode({ profile, code }: { profile: string; code: string | null }): string {
	return `${profile}:${codeSegment(code)}`;
}

/** Null for a text that names no table, or no code after it. */
export function readQualifiedCode(text: string): QualifiedCode | null {
	const colon = text.indexOf(':');
	const profile = CODE_PROFILES.find((each) => each === text.slice(0, Math.max(0, colon)));
	const code = text.slice(colon + 1);
	return profile === undefined || code === '' ? null : { profile, code: codeOfSegment(code) };
}
