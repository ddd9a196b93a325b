// The lists of the API as its document tells of them: every GET that answers `items`.
import { readFile } from 'node:fs/promises';

export type ParameterSchema = {
	type?: string | string[];
	enum?: string[];
	anyOf?: ParameterSchema[];
	items?: ParameterSchema;
};
export type ListParameter = { name: string; in: 'path' | 'query'; required?: boolean; schema: ParameterSchema };
export type ApiList = { path: string; parameters: ListParameter[]; hasTotal: boolean };

type Schema = { $ref?: string; type?: string; properties?: Record<string, Schema>; allOf?: Schema[] };
type Operation = {
	parameters?: ListParameter[];
	responses?: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
type OpenApi = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

export async function apiLists(): Promise<ApiList[]> {
	const document = JSON.parse(await readFile('api/openapi.json', 'utf8')) as OpenApi;
	const propertiesOf = (schema: Schema | undefined): Record<string, Schema> => {
		if (schema?.$ref) return propertiesOf(document.components.schemas[schema.$ref.split('/').at(-1) ?? '']);
		return Object.assign({}, schema?.properties, ...(schema?.allOf ?? []).map(propertiesOf)) as Record<string, Schema>;
	};
	return Object.entries(document.paths).flatMap(([path, { get }]): ApiList[] => {
		const answer = propertiesOf(get?.responses?.['200']?.content?.['application/json']?.schema);
		if (!get || answer['items']?.type !== 'array') return [];
		return [{ path, parameters: get.parameters ?? [], hasTotal: 'total' in answer }];
	});
}

/** The formats that a list can be taken along in. */
export function formatsOf({ parameters }: ApiList): readonly string[] {
	return parameters.find(({ name }) => name === 'format')?.schema.enum ?? [];
}

/** What a parameter may be, where the document lists it; empty where it may be anything. */
export function choicesOf({ schema }: ListParameter): readonly string[] {
	return [schema, ...(schema.anyOf ?? [])].flatMap((each) => each.enum ?? each.items?.enum ?? []).filter(isFirst);
}

const isFirst = (value: string, at: number, all: readonly string[]) => all.indexOf(value) === at;

/** Whether it may be given several times. */
export const isRepeatable = ({ schema }: ListParameter) => schema.anyOf?.some(({ type }) => type === 'array') ?? false;
