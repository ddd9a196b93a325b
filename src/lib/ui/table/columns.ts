/** A column of a list that can be shown or left out. */
export type Column = {
	key: string;
	label: string;
	/** What names the row is always there. */
	isFixed?: boolean;
	/** Shown only when somebody chooses it. */
	isExtra?: boolean;
};

const SEPARATOR = ',';

/** The keys of what is shown: what the address says (`columns=a,b`), otherwise all but the extras. Fixed ones always. */
export function shownColumns(columns: readonly Column[], parameter: string | null): Set<string> {
	const chosen = new Set((parameter ?? '').split(SEPARATOR).filter((key) => columns.some((each) => each.key === key)));
	const isShown = ({ key, isFixed, isExtra }: Column) => isFixed || (chosen.size > 0 ? chosen.has(key) : !isExtra);
	return new Set(columns.filter(isShown).map(({ key }) => key));
}

/** The parameter for a choice; null when it is the usual one, which stays out of the address. */
export function columnsParameter(columns: readonly Column[], shown: readonly string[]): string | null {
	const usual = shownColumns(columns, null);
	const isUsual = columns.every(({ key }) => shown.includes(key) === usual.has(key));
	if (isUsual) return null;
	const keys = columns.filter(({ key }) => shown.includes(key)).map(({ key }) => key);
	return keys.join(SEPARATOR);
}
