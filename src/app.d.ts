declare global {
	namespace App {
		interface Locals {
			/** Who is signed in; null for a visitor. */
			person: { userId: string; email: string; name: string; role: 'fleet_manager' } | null;
			locale: string;
			theme: 'light' | 'dark' | 'system';
		}
	}
}

export {};
