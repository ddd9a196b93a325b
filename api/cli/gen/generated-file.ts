/** Path from the repository's root, and what the file should hold; null = it should not exist. */
export type GeneratedFile = { path: string; text: string | null };
