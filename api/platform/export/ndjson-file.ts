/** The items of the list's JSON, one a line; every line is an item, so what the file is about is in the headers of the answer. */
export async function* ndjsonFile<Item>(chunks: AsyncIterable<readonly Item[]>): AsyncGenerator<string> {
	for await (const items of chunks) yield items.map((item) => `${JSON.stringify(item)}\n`).join('');
}
