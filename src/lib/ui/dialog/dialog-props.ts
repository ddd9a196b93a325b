import type { Snippet } from 'svelte';

export type DialogProps = {
	open: boolean;
	title: string;
	description?: string | undefined;
	children: Snippet;
	/** The buttons at the end; on a phone under the thumb. */
	footer?: Snippet;
	class?: string;
};
