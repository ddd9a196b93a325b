// Cells of a worksheet as XML (ECMA-376). Texts are inline and so never formulas; what Excel cannot hold exactly stays text.
import { CELL_STYLES, amountStyle } from './xlsx-styles.ts';
import type { CellType, CellValue } from './columns.ts';
import type { LocalClock } from './local-clock.ts';

/** The most characters of a cell. */
const TEXT_LENGTH_MAX = 32_767;
const TEXT_CUT_MARK = ' …✂';
/** Excel computes with so many; more would be zeros. */
const DIGITS_MAX = 15;

const MS_PER_DAY = 86_400_000;
/** 1970-01-01 as Excel counts days. Its calendar begins with 1900, and is right from March of that year on. */
const EPOCH_DAY = 25_569;
const FIRST_DAY = 61;
const LAST_DAY = 2_958_466;

// Control characters, half surrogates and the two that are none; a carriage return would be read as a line feed; and what already
// looks like such an escape, which would otherwise be taken for one.
const NOT_IN_XML = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;
const MARKUP = /[&<>"]/g;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Nearly every text: told apart at a fraction of what looking for each sign costs. */
const PLAIN = /^[^\u0000-\u001F&<>"_\uD800-\uDFFF\uFFFE\uFFFF]*$/;

/** A text that every reader of spreadsheets gives back as it was. */
export function xmlText(text: string): string {
	if (PLAIN.test(text)) return text;
	return text
		.replace(NOT_IN_XML, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
		.replace(MARKUP, (sign) => ENTITIES[sign] ?? sign);
}

/** `A` for the first column, `AA` for the 27th. */
export function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A cell, or nothing where there is no value. `place` is `C7`. */
export function xlsxCell(place: string, type: CellType, value: CellValue, clock: LocalClock): string {
	if (value === null) return '';
	switch (type) {
		case 'boolean':
			return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
		case 'instant':
			return instantCell(place, String(value), clock);
		case 'date':
			return dateCell(place, String(value));
		case 'integer':
		case 'decimal':
		case 'proportion':
			return numberCell(place, String(value), CELL_STYLES[type]);
		case 'amount':
			return numberCell(place, String(value), amountStyle(String(value)));
		case 'text':
		case 'identifier':
			return textCell(place, String(value));
	}
}

export function textCell(place: string, text: string, style: number = CELL_STYLES.text): string {
	// Half an emoji at the cut would be kept as an escape; nobody would miss the other half.
	const kept =
		text.length > TEXT_LENGTH_MAX ? text.slice(0, TEXT_LENGTH_MAX - TEXT_CUT_MARK.length) + TEXT_CUT_MARK : text;
	return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(kept)}</t></is></c>`;
}

function numberCell(place: string, digits: string, style: number): string {
	const isExact = digits.includes('e') || digits.includes('.') || digits.replace('-', '').length <= DIGITS_MAX;
	return isExact ? `<c r="${place}" s="${style}"><v>${digits}</v></c>` : textCell(place, digits);
}

/** A real date of the zone's clocks; one that Excel's calendar lacks stays text. */
function instantCell(place: string, instant: string, clock: LocalClock): string {
	const instantMs = Date.parse(instant);
	const day = excelDay(clock.localMs(instantMs));
	return day === null ? textCell(place, clock.text(instantMs)) : dayCell(place, day, CELL_STYLES.instant);
}

/** A calendar day is the same everywhere. */
function dateCell(place: string, date: string): string {
	const day = excelDay(Date.parse(date));
	return day === null ? textCell(place, date) : dayCell(place, day, CELL_STYLES.date);
}

function excelDay(localMs: number): number | null {
	const day = localMs / MS_PER_DAY + EPOCH_DAY;
	return day >= FIRST_DAY && day < LAST_DAY ? day : null;
}

const dayCell = (place: string, day: number, style: number) => `<c r="${place}" s="${style}"><v>${day}</v></c>`;
