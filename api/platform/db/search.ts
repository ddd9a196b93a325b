/** An ILIKE pattern that finds the text anywhere and takes what the person typed literally, wildcards too. */
export function containing(text: string): string {
	return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
