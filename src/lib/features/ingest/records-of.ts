import { links } from '#lib/links.ts';

/** Where the records of a kind can be looked at; null for kinds that have no page yet. */
export function recordsOf(kind: string, acquirerId: string | undefined): string | null {
	const filter = acquirerId === undefined ? {} : { acquirer: [acquirerId] };
	switch (kind) {
		case 'transaction':
			return links.overview(filter);
		case 'terminal':
		case 'heartbeat':
			return links.terminals(filter);
		case 'merchant':
			return links.merchants(filter);
		default:
			return null;
	}
}
