import { format, resolveConfig } from 'prettier';

/** Generated text in the style of the repository, so that `npm run format` leaves it alone. */
export async function formatted(path: string, text: string): Promise<string> {
	return format(text, { ...(await resolveConfig(path)), filepath: path });
}
