/** What breaks careless files: formulas, quotes, line ends, escapes of the formats themselves, marks that one does not see. */
export const HOSTILE_TEXTS = [
	'=HYPERLINK("http://evil.example","x")',
	"=cmd|' /C calc'!A0",
	'+1+1',
	'-2+3',
	'@SUM(A1:A9)',
	'\ttab first',
	'"quoted", with comma',
	'line\nbreak\r\nand more\rlone',
	'<script>alert(1)</script> &amp; &#0;',
	'_x0041_ and _x005F_',
	'\uFFFE\uFFFF',
	'مرحبا بالعالم \u202Egpj.exe',
	'👩‍👩‍👧‍👦🏳️‍🌈 é 𠮷野家',
	'zero\u200Bwidth\u200D\uFEFF',
	'很'.repeat(500),
	'ab '.repeat(166) + 'ab',
	"'already quoted",
	'  padded  ',
	'NULL',
	'1e309'
] as const;

/** What spreadsheets take for numbers, dates or formulas, as identifiers, which consist of printable characters. */
export const HOSTILE_IDS = [
	'0012',
	'1E5',
	'=1+1',
	'-0042',
	'@shop',
	'"a",b',
	"'b",
	'<b>&amp;',
	'2026-03-01',
	'很𠮷'
] as const;

/** Texts are stored without the space around them. */
export const asStored = (text: string) => text.trim();

/** The reader of spreadsheets folds the two marks of a line end into one; they are in the file. */
export const foldedLineEnds = (text: string) => text.replaceAll('\r\n', '\n');
