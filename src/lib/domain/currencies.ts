/**
 * The active currencies of ISO 4217 with their numeric codes, by the number of decimal places of their minor unit. It is
 * data of ours because `Intl` follows usage, not the standard: it gives Iraqi dinars no decimals, the wire format three.
 * Metals, test codes and drawing rights are left out: nobody pays with them at a till.
 */
const ACTIVE_BY_EXPONENT: Readonly<Record<number, string>> = {
	0: `
		BIF 108, CLP 152, DJF 262, GNF 324, ISK 352, JPY 392, KMF 174, KRW 410, PYG 600, RWF 646, UGX 800,
		UYI 940, VND 704, VUV 548, XAF 950, XOF 952, XPF 953`,
	2: `
		AED 784, AFN 971, ALL 008, AMD 051, AOA 973, ARS 032, AUD 036, AWG 533, AZN 944, BAM 977, BBD 052,
		BDT 050, BMD 060, BND 096, BOB 068, BOV 984, BRL 986, BSD 044, BTN 064, BWP 072, BYN 933, BZD 084,
		CAD 124, CDF 976, CHE 947, CHF 756, CHW 948, CNY 156, COP 170, COU 970, CRC 188, CUP 192, CVE 132,
		CZK 203, DKK 208, DOP 214, DZD 012, EGP 818, ERN 232, ETB 230, EUR 978, FJD 242, FKP 238, GBP 826,
		GEL 981, GHS 936, GIP 292, GMD 270, GTQ 320, GYD 328, HKD 344, HNL 340, HTG 332, HUF 348, IDR 360,
		ILS 376, INR 356, IRR 364, JMD 388, KES 404, KGS 417, KHR 116, KPW 408, KYD 136, KZT 398, LAK 418,
		LBP 422, LKR 144, LRD 430, LSL 426, MAD 504, MDL 498, MGA 969, MKD 807, MMK 104, MNT 496, MOP 446,
		MRU 929, MUR 480, MVR 462, MWK 454, MXN 484, MXV 979, MYR 458, MZN 943, NAD 516, NGN 566, NIO 558,
		NOK 578, NPR 524, NZD 554, PAB 590, PEN 604, PGK 598, PHP 608, PKR 586, PLN 985, QAR 634, RON 946,
		RSD 941, RUB 643, SAR 682, SBD 090, SCR 690, SDG 938, SEK 752, SGD 702, SHP 654, SLE 925, SOS 706,
		SRD 968, SSP 728, STN 930, SVC 222, SYP 760, SZL 748, THB 764, TJS 972, TMT 934, TOP 776, TRY 949,
		TTD 780, TWD 901, TZS 834, UAH 980, USD 840, USN 997, UYU 858, UZS 860, VED 926, VES 928, WST 882,
		XAD 396, XCD 951, XCG 532, YER 886, ZAR 710, ZMW 967, ZWG 924`,
	3: `
		BHD 048, IQD 368, JOD 400, KWD 414, LYD 434, OMR 512, TND 788`,
	4: `
		CLF 990, UYW 927`
};

/** Withdrawn since 2021, kept because years of history are loaded in the currency of their time. */
const WITHDRAWN_BY_EXPONENT: Readonly<Record<number, string>> = {
	2: 'ANG 532, BGN 975, CUC 931, HRK 191, SLL 694, ZWL 932'
};

export interface Currency {
	/** Three letters, such as `CNY`. */
	readonly code: string;
	/** Three digits as ISO 8583 messages carry them, such as `156`. */
	readonly numeric: string;
	/** How many decimal places the minor unit stands for: 2 for CNY, 0 for JPY, 3 for KWD. */
	readonly exponent: number;
}

const BY_CODE = new Map<string, Currency>();
const BY_NUMERIC = new Map<string, Currency>();

for (const table of [ACTIVE_BY_EXPONENT, WITHDRAWN_BY_EXPONENT]) {
	for (const [exponent, entries] of Object.entries(table)) {
		for (const entry of entries.trim().split(/,\s*/)) {
			const currency = { code: entry.slice(0, 3), numeric: entry.slice(4), exponent: Number(exponent) };
			BY_CODE.set(currency.code, currency);
			// ANG's number went on to its successor XCG: an active currency keeps its number.
			if (!BY_NUMERIC.has(currency.numeric)) BY_NUMERIC.set(currency.numeric, currency);
		}
	}
}

export function isCurrency(code: string): boolean {
	return BY_CODE.has(code);
}

export function currencyOf(code: string): Currency | undefined {
	return BY_CODE.get(code);
}

/** The currency of an ISO 4217 number, with or without its leading zeros. */
export function currencyOfNumeric(numeric: string): Currency | undefined {
	return BY_NUMERIC.get(numeric.padStart(3, '0'));
}

/** Decimal places of the minor unit; two for a code that is no currency, as nearly all have. */
export function currencyExponent(code: string): number {
	return BY_CODE.get(code)?.exponent ?? 2;
}
