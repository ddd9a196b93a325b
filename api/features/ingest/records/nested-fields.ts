// Fields that hold objects and lists. In a CSV cell they are written as JSON.
import { quoted } from '../reading/card-guard.ts';
import type { FieldTable, OptionalField, ReadBy } from './field.ts';
import { fieldsReader, objectSchema } from './read-fields.ts';

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fromJsonText(cell: string): unknown {
	try {
		return JSON.parse(cell);
	} catch {
		return cell;
	}
}

export function object<Fields extends FieldTable>(fields: Fields, description: string): OptionalField<ReadBy<Fields>> {
	const read = fieldsReader(fields);
	return {
		isRequired: false,
		read: (value, name, findings) =>
			isObject(value)
				? read(value, `${name}.`, findings)
				: findings.add(name, 'not_an_object', `must be an object { }, not ${quoted(value)}`),
		fromText: fromJsonText,
		schema: objectSchema(fields, description)
	};
}

export function list<Fields extends FieldTable>(
	lengthMax: number,
	fields: Fields,
	description: string
): OptionalField<ReadBy<Fields>[]> {
	const read = fieldsReader(fields);
	return {
		isRequired: false,
		read: (value, name, findings) => {
			if (!Array.isArray(value)) return findings.add(name, 'not_a_list', `must be a list [ ], not ${quoted(value)}`);
			if (value.length > lengthMax) {
				return findings.add(name, 'too_many', `must have at most ${lengthMax} items, not ${value.length}`);
			}
			return value.flatMap((item: unknown, index) => {
				if (isObject(item)) return [read(item, `${name}[${index}].`, findings)];
				findings.add(`${name}[${index}]`, 'not_an_object', `must be an object { }, not ${quoted(item)}`);
				return [];
			});
		},
		fromText: fromJsonText,
		schema: { type: 'array', maxItems: lengthMax, items: objectSchema(fields, 'One item'), description }
	};
}
