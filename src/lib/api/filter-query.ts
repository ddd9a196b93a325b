import type { Comparison } from '#lib/domain/comparison.ts';
import { FLEET_FILTER_DEFAULT, type FleetFilter } from '#lib/domain/fleet-filter.ts';

/** What the API needs to be told of a filter: the given keys, as far as something was chosen. */
export function chosenOf<Key extends keyof FleetFilter>(
	filter: Partial<FleetFilter>,
	keys: readonly Key[]
): { [K in Key]?: Exclude<FleetFilter[K], undefined> } {
	const chosen: { [K in Key]?: Exclude<FleetFilter[K], undefined> } = {};
	for (const key of keys) {
		const value = filter[key];
		const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
		if (!isEmpty && value !== FLEET_FILTER_DEFAULT[key]) chosen[key] = value as Exclude<FleetFilter[Key], undefined>;
	}
	return chosen;
}

/** What the API needs to be told of a comparison; nothing where nothing is compared. */
export function comparedWith({ compare, compareFrom, compareTo }: Comparison) {
	return {
		...(compare !== 'none' && { compare }),
		...(compareFrom !== undefined && { compareFrom }),
		...(compareTo !== undefined && { compareTo })
	};
}
