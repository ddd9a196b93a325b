// Which business day of the fleet an instant belongs to, fast enough to ask for every row of a batch.

/** All zones in use are whole quarters of an hour away from UTC, so a quarter never holds a midnight inside. */
const QUARTER_MS = 15 * 60_000;
const QUARTERS_REMEMBERED_MAX = 100_000;

export class BusinessDays {
	readonly #format: Intl.DateTimeFormat;
	readonly #dayByQuarter = new Map<number, string>();

	constructor(timeZone: string) {
		// en-CA writes YYYY-MM-DD.
		this.#format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
	}

	/** YYYY-MM-DD in the fleet's zone. */
	dayOf(instantMs: number): string {
		const quarter = Math.floor(instantMs / QUARTER_MS);
		let day = this.#dayByQuarter.get(quarter);
		if (day === undefined) {
			if (this.#dayByQuarter.size >= QUARTERS_REMEMBERED_MAX) this.#dayByQuarter.clear();
			day = this.#format.format(quarter * QUARTER_MS);
			this.#dayByQuarter.set(quarter, day);
		}
		return day;
	}
}
