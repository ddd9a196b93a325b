import { isCause } from '#lib/domain/causes.ts';
import { isScope } from '#lib/domain/scopes.ts';
import { m } from '#lib/i18n/messages.ts';
import { CAUSE_WORDS, CONNECTION_WORDS, ENTRY_MODE_WORDS, PRODUCT_WORDS, SCOPE_WORDS } from '#lib/i18n/vocabulary.ts';
import type { Grouping } from './explorer-address.ts';

export const GROUPING_WORDS: Readonly<Record<Grouping, () => string>> = {
	issuer: m.filter_issuer,
	cause: m.filter_cause,
	scope: m.filter_scope,
	model: m.filter_model,
	firmware: m.filter_firmware,
	carrier: m.filter_carrier,
	region: m.filter_region,
	product: m.filter_product,
	acquirer: m.filter_acquirer,
	code: m.column_response_code,
	vendor: m.filter_vendor,
	mcc: m.filter_mcc,
	entryMode: m.filter_entry_mode,
	connection: m.filter_connection,
	appVersion: m.filter_app_version
};

type Named = { group: string | null; groupLabel?: string | null | undefined; profile?: string | null | undefined };

/** A group as people call it. */
export function groupName(by: Grouping, { group, groupLabel, profile }: Named): string {
	if (by === 'code' && profile) return `${profile} ${group ?? m.no_answer()}`;
	if (group === null) return m.not_known();
	if (by === 'cause' && isCause(group)) return CAUSE_WORDS[group]();
	if (by === 'scope' && isScope(group)) return SCOPE_WORDS[group]();
	const words = CLOSED_LISTS[by]?.[group];
	return words?.() ?? groupLabel ?? group;
}

/** Dimensions whose values are ours: each has its word in both languages. */
const CLOSED_LISTS: Partial<Record<Grouping, Readonly<Partial<Record<string, () => string>>>>> = {
	product: PRODUCT_WORDS,
	entryMode: ENTRY_MODE_WORDS,
	connection: CONNECTION_WORDS
};
