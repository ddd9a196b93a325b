// The lists behind the figures of a code: the same transactions, by place.
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { qualifiedCode } from '#lib/domain/qualified-codes.ts';
import { links } from '#lib/links.ts';
import { FACT_FILTER_KEYS } from './code-choice.ts';

/** Places are ranked by a code from single transactions: a month of them at most. */
const PLACE_LISTS_SPAN_MAX_MS = 31 * 86_400_000;

export type CodeLists = {
	attempts: string;
	issuers: string;
	/** Null where the window is too long for them. */
	terminals: string | null;
	merchants: string | null;
};

type Span = { from: string; to: string };
type Code = { codeProfile: string; responseCode: string | null };

/** What the code means filters the codes, not the transactions with one of them: cause, scope and search are left out. */
export function codeLists({ codeProfile, responseCode }: Code, filter: Partial<FleetFilter>, span: Span): CodeLists {
	const kept = Object.fromEntries(FACT_FILTER_KEYS.map((key) => [key, filter[key]])) as Partial<FleetFilter>;
	const ofCode = { ...kept, code: [qualifiedCode({ profile: codeProfile, code: responseCode })] };
	const isShort = Date.parse(span.to) - Date.parse(span.from) <= PLACE_LISTS_SPAN_MAX_MS;
	return {
		attempts: links.failuresBy('issuer', ofCode),
		issuers: links.failuresBy('issuer', ofCode),
		terminals: isShort ? links.failingTerminals(ofCode) : null,
		merchants: isShort ? links.failingMerchants(ofCode) : null
	};
}
