import type { Findings } from './findings.ts';

export type JsonSchema = { readonly [key: string]: unknown };

/** One field of a record: how it is read, how a CSV cell becomes its JSON value, how the API document describes it. */
export type Field<Value> = {
	readonly isRequired: boolean;
	/** Reads a value that is there. Gives null after noting in the findings what would be right. */
	readonly read: (value: unknown, name: string, findings: Findings) => Value | null;
	readonly fromText: (cell: string) => unknown;
	readonly schema: JsonSchema;
};

export type OptionalField<Value> = Field<Value> & { readonly isRequired: false };
export type RequiredField<Value> = Field<Value> & { readonly isRequired: true };

export type FieldTable = { readonly [name: string]: Field<unknown> };

/** The record that a table of fields reads: optional fields are null when absent. */
export type ReadBy<Fields extends FieldTable> = {
	[Name in keyof Fields]: Fields[Name] extends RequiredField<infer Value>
		? Value
		: Fields[Name] extends Field<infer Value>
			? Value | null
			: never;
};

export function required<Value>(field: OptionalField<Value>): RequiredField<Value> {
	return { ...field, isRequired: true };
}

export function asIs(cell: string): unknown {
	return cell;
}
