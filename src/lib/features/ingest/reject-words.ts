// What a reject says in the language of the page. Codes are `<field>.<reason>`; the reason decides the words, the field is shown beside them.
import { m } from '#lib/i18n/messages.ts';

const WORDS_BY_REASON = new Map<string, () => string>(
	Object.entries({
		missing: m.data_reject_missing,
		empty: m.data_reject_empty,
		card_number: m.data_reject_card_number,
		secret: m.data_reject_secret,
		private_key: m.data_reject_secret,
		key_material: m.data_reject_secret,
		conflict: m.data_reject_conflict,
		not_yours: m.data_reject_not_yours,
		unknown: m.data_reject_unknown,
		unknown_value: m.data_reject_unknown_value,
		unmapped_value: m.data_reject_unmapped_value,
		unknown_currency: m.data_reject_unknown_currency,
		unknown_time_zone: m.data_reject_unknown_time_zone,
		no_offset: m.data_reject_no_offset,
		not_a_date: m.data_reject_not_a_date,
		out_of_calendar: m.data_reject_not_a_date,
		too_early: m.data_reject_too_early,
		too_late: m.data_reject_too_late,
		before_start: m.data_reject_before_start,
		not_text: m.data_reject_not_text,
		too_long: m.data_reject_too_long,
		too_many: m.data_reject_too_many,
		unprintable: m.data_reject_unprintable,
		surrounding_spaces: m.data_reject_surrounding_spaces,
		not_a_number: m.data_reject_not_a_number,
		not_an_integer: m.data_reject_not_an_integer,
		not_an_amount: m.data_reject_not_an_amount,
		not_exact: m.data_reject_not_an_amount,
		negative: m.data_reject_out_of_range,
		below_minimum: m.data_reject_out_of_range,
		out_of_range: m.data_reject_out_of_range,
		not_a_boolean: m.data_reject_shape,
		not_a_list: m.data_reject_shape,
		not_an_object: m.data_reject_shape,
		not_an_mcc: m.data_reject_shape,
		not_a_time: m.data_reject_shape,
		not_a_slot: m.data_reject_shape,
		not_a_fingerprint: m.data_reject_shape,
		not_a_check_value: m.data_reject_shape,
		not_a_certificate: m.data_reject_not_a_certificate,
		trailing_bytes: m.data_reject_not_a_certificate,
		bad_date: m.data_reject_not_a_certificate,
		malformed_json: m.data_reject_malformed_json,
		malformed_csv: m.data_reject_malformed_csv,
		ragged: m.data_reject_ragged,
		too_large: m.data_reject_too_large,
		not_utf8: m.data_reject_not_utf8
	})
);

/** Null for a reason that is newer than this page: then the message of the API has to do. */
export function rejectWords(code: string): string | null {
	return WORDS_BY_REASON.get(code.slice(code.lastIndexOf('.') + 1))?.() ?? null;
}
