import { afterAll, afterClick, NOTHING_SELECTED, type Selection } from './selection.ts';

/** What is selected in a list. Made by the page (`new RowSelection()`) and given to the table and the selection bar. */
export class RowSelection {
	#selection = $state.raw<Selection>(NOTHING_SELECTED);
	#isAllMatching = $state(false);
	/** The rows that are loaded, in their order; the table keeps it up to date. */
	order: readonly string[] = $state.raw([]);

	get ids(): readonly string[] {
		return [...this.#selection.ids];
	}

	/** Everything the filter matches, loaded or not: whoever acts on it sends the filter instead of the ids. */
	get isAllMatching(): boolean {
		return this.#isAllMatching;
	}

	get isAllLoaded(): boolean {
		return this.order.length > 0 && this.order.every((id) => this.#selection.ids.has(id));
	}

	has(id: string): boolean {
		return this.#isAllMatching || this.#selection.ids.has(id);
	}

	click(id: string, isRange: boolean): void {
		if (this.#isAllMatching) this.#selection = afterAll(NOTHING_SELECTED, this.order);
		this.#isAllMatching = false;
		this.#selection = afterClick(this.#selection, id, this.order, isRange);
	}

	clickAll(): void {
		if (this.#isAllMatching) this.clear();
		else this.#selection = afterAll(this.#selection, this.order);
	}

	selectAllMatching(): void {
		this.#isAllMatching = true;
	}

	clear(): void {
		this.#selection = NOTHING_SELECTED;
		this.#isAllMatching = false;
	}
}
