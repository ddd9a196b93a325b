// Names in certificates, in any script: `O=示例 Acquirer, CN=Example TMS root`.
import * as asn1 from 'asn1js';
import { NAME_PARTS } from './certificate-algorithms.ts';
import { objectIdentifier, sequence, set, type Asn1Value } from './asn1-values.ts';

/** As long as a name that is sent as a field; what is longer is cut, for it is shown and never compared. */
const NAME_LENGTH_MAX = 1000;

const UTF8 = new TextDecoder('utf-8');

/** In the order of the certificate, as RFC 4514 escapes; null for an empty name. */
export function readName(value: Asn1Value | undefined, what: string): string | null {
	const parts = sequence(value, what).map((part) =>
		set(part, what)
			.map((pair) => readPart(sequence(pair, what), what))
			.join(' + ')
	);
	if (parts.length === 0) return null;
	const name = parts.join(', ');
	return name.length > NAME_LENGTH_MAX ? `${name.slice(0, NAME_LENGTH_MAX - 1).toWellFormed()}…` : name;
}

function readPart([type, value]: readonly Asn1Value[], what: string): string {
	const identifier = objectIdentifier(type, what);
	return `${NAME_PARTS.get(identifier) ?? identifier}=${escapeValue(textOf(value))}`;
}

/** Whatever kind of string it is. One that is marked as Latin but holds UTF-8 is read as the latter: so many issuers write. */
function textOf(value: Asn1Value | undefined): string {
	if (value instanceof asn1.BmpString || value instanceof asn1.UniversalString) return value.getValue();
	if (!(value instanceof asn1.BaseStringBlock)) return '';
	const bytes = value.valueBlock.valueHexView;
	const text = UTF8.decode(bytes);
	return text.includes('\uFFFD') ? Buffer.from(bytes).toString('latin1') : text;
}

function escapeValue(text: string): string {
	return (
		text
			.toWellFormed()
			// Control characters are no part of a name, and a text column refuses NUL.
			.replaceAll(/\p{Cc}/gu, '\uFFFD')
			.replaceAll(/[\\,+"<>;]/g, (character) => `\\${character}`)
	);
}
