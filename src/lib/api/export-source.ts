/** The API's address of a list with its filter and order, from which ExportMenu makes the addresses of its files. */
export function exportSource(path: string, query: Readonly<Record<string, unknown>>): string {
	const params = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		for (const item of Array.isArray(value) ? value : [value]) params.append(name, String(item));
	}
	return `/api/v1${path}?${params.toString()}`;
}
