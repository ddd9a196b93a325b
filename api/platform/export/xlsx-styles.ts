// Numbers of styles, and the part of the file that says what they look like.

export const CELL_STYLES = {
	plain: 0,
	heading: 1,
	text: 2,
	integer: 3,
	decimal: 4,
	proportion: 5,
	instant: 6,
	date: 7
} as const;

/** From 8 on: amounts with so many decimal places as their currency has. */
const AMOUNT_STYLES_FROM = 8;
const AMOUNT_FORMATS = ['#,##0', '#,##0.0', '#,##0.00', '#,##0.000', '#,##0.0000'];

export function amountStyle(amount: string): number {
	const places = amount.includes('.') ? amount.length - amount.indexOf('.') - 1 : 0;
	return AMOUNT_STYLES_FROM + Math.min(places, AMOUNT_FORMATS.length - 1);
}

/** Formats of our own have numbers from 164 on; 49 is text, 3 is `#,##0`, 10 is `0.00%`. */
const FIRST_OWN_FORMAT = 164;
const OWN_FORMATS = ['yyyy-mm-dd hh:mm:ss', 'yyyy-mm-dd', '0.0000', ...AMOUNT_FORMATS];
const ownFormat = (format: string) => FIRST_OWN_FORMAT + OWN_FORMATS.indexOf(format);
const cellFormat = (numberFormat: number, font = 0) =>
	`<xf numFmtId="${numberFormat}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;

const CELL_FORMATS = [
	cellFormat(0),
	cellFormat(0, 1),
	cellFormat(49),
	cellFormat(3),
	cellFormat(ownFormat('0.0000')),
	cellFormat(10),
	cellFormat(ownFormat('yyyy-mm-dd hh:mm:ss')),
	cellFormat(ownFormat('yyyy-mm-dd')),
	...AMOUNT_FORMATS.map((format) => cellFormat(ownFormat(format)))
];

export const STYLES_XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="${OWN_FORMATS.length}">${OWN_FORMATS.map((format) => `<numFmt numFmtId="${ownFormat(format)}" formatCode="${format}"/>`).join('')}</numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.join('')}</cellXfs>
</styleSheet>`;
