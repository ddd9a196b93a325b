/** Rows that were chosen by hand, and the one a range starts from. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: string | null };

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/**
 * The selection after a click on a row. With shift everything between the row clicked before and this one follows it,
 * whichever lies higher; the rest stays as it was.
 */
export function afterClick(
	{ ids, anchor }: Selection,
	id: string,
	order: readonly string[],
	isRange: boolean
): Selection {
	const isChosen = !ids.has(id);
	const [from, to] = [anchor === null ? -1 : order.indexOf(anchor), order.indexOf(id)];
	const clicked = isRange && from >= 0 && to >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
	const next = new Set(ids);
	for (const each of clicked) {
		if (isChosen) next.add(each);
		else next.delete(each);
	}
	return { ids: next, anchor: id };
}

/** All rows that are loaded, or none of them when all were chosen already; rows that are not in sight stay as they are. */
export function afterAll({ ids, anchor }: Selection, order: readonly string[]): Selection {
	const next = new Set(ids);
	const isAll = order.every((id) => ids.has(id));
	for (const id of order) {
		if (isAll) next.delete(id);
		else next.add(id);
	}
	return { ids: next, anchor };
}
