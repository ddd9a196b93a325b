// The moment that dates are judged at: event time, that of the newest data unless another is asked for.
import type { ReadDb } from '#api/platform/db/db.ts';
import { newestDataAt } from './certificate-expiry.repo.ts';

export type Asking = { now: Date; timeZone: string; asOf: string | undefined };

export async function momentOf(db: ReadDb, { now, asOf }: Asking): Promise<Date> {
	return asOf === undefined ? ((await newestDataAt(db, now)) ?? now) : new Date(asOf);
}
