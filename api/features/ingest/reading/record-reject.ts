/** One thing that is wrong with one record. */
export type Problem = {
	/** The field at fault, null when the record as a whole is. */
	field: string | null;
	/** `<field>.<reason>` or `record.<reason>`: part of the API, never renamed. */
	code: string;
	/** Says what would be right. */
	message: string;
};

/** A problem with the place it was found at; a record with several problems gives several rejects of the same line. */
export type RecordReject = Problem & {
	/** Line of the body, from 1; for a JSON array the element's position, from 1. */
	line: number;
	/** The record as it was sent; null when it may hold a card number or was too large to keep. */
	raw: string | null;
};
