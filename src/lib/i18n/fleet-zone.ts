import { createContext } from 'svelte';

/** In whose time instants are written: the fleet's, that of the place where the terminal stands, or UTC. */
export const ZONE_CHOICES = ['fleet', 'terminal', 'utc'] as const;

export type ZoneChoice = (typeof ZONE_CHOICES)[number];

type Zones = {
	/** The zone in which the fleet's days are cut. */
	fleet: () => string;
	choice: () => ZoneChoice;
};

// Functions, so that components follow when the fleet's settings arrive or the person chooses.
const [readZones, provideZones] = createContext<Zones>();
const [readOwnZone, provideOwnZone] = createContext<() => string | null>();

/** For the layout of all pages. */
export function setZones(zones: Zones): void {
	provideZones(zones);
	provideOwnZone(() => null);
}

/** For the page of one terminal or merchant: the zone of the place, so far as it is known. */
export const setPlaceZone = provideOwnZone;

/** The zone in which the fleet's days and hours are cut; windows by name are its days whatever zone is shown. */
export function fleetZone(): string {
	return readZones().fleet();
}

/**
 * The zone in which instants are written. "Terminal" means the zone of the row's merchant where a list knows it, the place
 * a page is about, and the fleet's zone where neither is known or many terminals are counted together.
 */
export function shownZone(placeZone?: string | null): string {
	const { fleet, choice } = readZones();
	switch (choice()) {
		case 'utc':
			return 'UTC';
		case 'terminal':
			return placeZone ?? readOwnZone()() ?? fleet();
		case 'fleet':
			return fleet();
	}
}
