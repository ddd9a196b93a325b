// What the sender calls the values of a dimension.
import { sql, type RawBuilder } from 'kysely';
import type { Dimension } from './sources.ts';

export type GroupName = {
	id: number;
	group_code: string | null;
	group_label: string | null;
	group_profile: string | null;
};

/** What the sender calls the groups of a dimension; our own lists (cause, scope, product) are named by the domain. */
export function groupNames(groupBy: Dimension | null): RawBuilder<GroupName> {
	switch (groupBy) {
		case 'acquirer':
			return names('acquirer', 'acquirer_id', sql`acquirer_code`, sql`name`);
		case 'issuer':
			return names('issuer', 'issuer_id', sql`issuer_code`);
		case 'carrier':
			return names('carrier', 'carrier_id', sql`carrier_code`);
		case 'region':
			return names('region', 'region_id', sql`region_code`);
		case 'firmware':
			return names('firmware', 'firmware_id', sql`version`);
		case 'model':
			return names('terminal_model', 'model_id', sql`model`, sql`nullif(trim(vendor || ' ' || model), '')`);
		case 'vendor':
			return names('terminal_model', 'model_id', sql`vendor`);
		case 'appVersion':
			return names('app_version', 'app_version_id', sql`version`);
		case 'mcc':
			return sql`(select distinct mcc as id, lpad(mcc::text, 4, '0') as group_code, null as group_label, null as group_profile
				from merchant where mcc is not null)`;
		case 'code':
			return names('response_code', 'code_id', sql`code`, sql`null`, sql`profile`);
		default:
			return sql`(select null::int as id, null as group_code, null as group_label, null as group_profile where false)`;
	}
}

function names(
	table: string,
	id: string,
	code: RawBuilder<unknown>,
	label: RawBuilder<unknown> = sql`null`,
	profile: RawBuilder<unknown> = sql`null`
): RawBuilder<GroupName> {
	return sql`(select ${sql.ref(id)} as id, nullif(${code}, '') as group_code, ${label} as group_label, ${profile} as group_profile
		from ${sql.table(table)})`;
}
