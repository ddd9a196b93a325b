import type { FieldTable, JsonSchema, ReadBy } from './field.ts';
import type { Findings } from './findings.ts';

/** Names under which card data or key material travels; compared without case and separators. */
const SECRET_NAMES = new Set(
	`pan cardnumber cardno accountnumber primaryaccountnumber track1 track2 track3 trackdata track1data track2data
	magstripe cvv cvv2 cvc cvc2 cvn cvn2 pin pinblock encryptedpin emvdata icdata keyvalue keymaterial keydata
	privatekey secretkey masterkey`.split(/\s+/)
);

const SHOWABLE_NAME = /^[A-Za-z_][\w.-]{0,63}$/;

/** Reads an object by a table of fields; every problem is noted. Absent, null and empty text all mean "no value". */
export function fieldsReader<Fields extends FieldTable>(
	fields: Fields
): (source: Readonly<Record<string, unknown>>, path: string, findings: Findings) => ReadBy<Fields> {
	const entries = Object.entries(fields).map(([name, field]) => ({
		name,
		read: field.read,
		isRequired: field.isRequired
	}));
	const known = new Set(Object.keys(fields));

	return (source, path, findings) => {
		const read: Record<string, unknown> = {};
		let present = 0;
		for (const entry of entries) {
			const value = source[entry.name];
			if (value !== undefined) present += 1;
			if (value === undefined || value === null || value === '') {
				read[entry.name] = null;
				if (entry.isRequired) findings.add(path + entry.name, 'missing', 'is required');
			} else read[entry.name] = entry.read(value, path === '' ? entry.name : path + entry.name, findings);
		}
		if (Object.keys(source).length !== present) noteUnknownFields(source, known, path, findings);
		return asReadBy<Fields>(read);
	};
}

/** Guaranteed by the loop above: it sets every name of the table, and the caller drops the result when a problem was noted. */
function asReadBy<Fields extends FieldTable>(read: Record<string, unknown>): ReadBy<Fields> {
	return read as ReadBy<Fields>;
}

function noteUnknownFields(source: object, known: ReadonlySet<string>, path: string, findings: Findings): void {
	for (const name of Object.keys(source)) {
		if (known.has(name)) continue;
		if (name === '__proto__') findings.addToRecord('reserved_field', 'has a field named __proto__, which is refused');
		else if (SECRET_NAMES.has(name.toLowerCase().replace(/[^a-z0-9]/g, ''))) {
			findings.addSecretField(SHOWABLE_NAME.test(name) ? path + name : null);
		} else if (SHOWABLE_NAME.test(name)) findings.ignoredFields.push(path.replace(/\[\d+\]/g, '') + name);
		else findings.ignoredFields.push(`${path}(a name that cannot be shown)`);
	}
}

export function objectSchema(fields: FieldTable, description: string): JsonSchema {
	const entries = Object.entries(fields);
	const required = entries.filter(([, field]) => field.isRequired).map(([name]) => name);
	return {
		type: 'object',
		description,
		...(required.length > 0 ? { required } : {}),
		properties: Object.fromEntries(
			entries.map(([name, field]) => [name, propertySchema(field.schema, field.isRequired)])
		)
	};
}

/** An optional field may be null as well as absent. */
function propertySchema(schema: JsonSchema, isRequired: boolean): JsonSchema {
	if (isRequired) return schema;
	const nullable: JsonSchema = { ...schema, type: [schema['type'], 'null'] };
	return Array.isArray(schema['enum']) ? { ...nullable, enum: [...schema['enum'], null] } : nullable;
}
