import { sql, type RawBuilder } from 'kysely';

/** A value for a jsonb column, by way of text: handed over as it is, the driver would write a string once more as a string. */
export function jsonb(value: object): RawBuilder<string> {
	return sql<string>`${JSON.stringify(value)}::text::jsonb`;
}
