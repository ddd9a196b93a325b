import type { PreferenceValues } from '#lib/features/shell/preferences.ts';

declare global {
	namespace App {
		interface Error {
			/** By which the log knows a fault of ours; an address that does not exist has none. */
			requestId?: string;
		}
		interface Locals {
			/** Who is signed in; null for a visitor. */
			person: { userId: string; email: string; name: string; role: 'fleet_manager' } | null;
			locale: string;
			/** What the person chose for this browser. */
			preferences: PreferenceValues;
		}
	}
}
