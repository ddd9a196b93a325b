import type { FirstSeenKind } from '#lib/domain/first-seen.ts';
import { m } from '#lib/i18n/messages.ts';

/** What is new, in the words of a heading over the kind. */
export const FIRST_SEEN_WORDS: Readonly<Record<FirstSeenKind, () => string>> = {
	firmware: m.first_seen_firmware,
	model: m.first_seen_model,
	carrier: m.first_seen_carrier,
	code: m.first_seen_code
};

/** The same behind a count in the news, of one or of many. */
export const FIRST_SEEN_NEWS: Readonly<Record<FirstSeenKind, (counted: { count: string }) => string>> = {
	firmware: m.news_new_firmware,
	model: m.news_new_models,
	carrier: m.news_new_carriers,
	code: m.news_first_codes
};
