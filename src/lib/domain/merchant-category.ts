/** A merchant category code as people write it: four digits, the leading zeros too. The database holds its number. */
export function merchantCategory(mcc: number | null): string | null {
	return mcc === null ? null : String(mcc).padStart(4, '0');
}
