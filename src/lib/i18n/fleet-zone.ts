import { createContext } from 'svelte';

/** The zone in which the fleet's days are cut; every instant on a page is written in it unless it says otherwise. */
const [readZone, provideZone] = createContext<() => string>();

/** A function, so that components follow when the fleet's settings arrive. */
export const setFleetZone = provideZone;

export function fleetZone(): string {
	return readZone()();
}
