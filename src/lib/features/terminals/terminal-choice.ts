// What only the list of terminals can be filtered by, besides the filter that all pages share.
import { readInstant } from '#lib/domain/fleet-filter.ts';
import { shownZone } from '#lib/i18n/fleet-zone.ts';
import { formatInstant } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { STATUS_WORDS } from '#lib/i18n/vocabulary.ts';
import type { TerminalChoice, TerminalItem } from './terminals.queries.ts';

type OwnChoice = Pick<TerminalChoice, 'registered' | 'status' | 'firstSeenFrom'>;

/** From the address of the page; what cannot be read is not chosen. */
export function readTerminalChoice(params: URLSearchParams): OwnChoice {
	const statuses = Object.keys(STATUS_WORDS) as TerminalItem['status'][];
	return {
		registered: (['true', 'false'] as const).find((known) => known === params.get('registered')),
		status: statuses.find((known) => known === params.get('status')),
		firstSeenFrom: readInstant(params, 'firstSeenFrom')
	};
}

/** What was chosen, in words. */
export function ownFilters({ registered, status, firstSeenFrom }: OwnChoice) {
	return [
		...(registered
			? [
					{
						parameter: 'registered',
						name: m.filter_registered(),
						text: registered === 'true' ? m.registered_yes() : m.registered_no()
					}
				]
			: []),
		...(status ? [{ parameter: 'status', name: m.filter_status(), text: STATUS_WORDS[status]() }] : []),
		...(firstSeenFrom
			? [
					{
						parameter: 'firstSeenFrom',
						name: m.filter_first_seen(),
						text: formatInstant(firstSeenFrom, shownZone(), 'full')
					}
				]
			: [])
	];
}
