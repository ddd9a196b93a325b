import type { Attachment } from 'svelte/attachments';

/** In a row that scrolls sideways on a phone the current choice may lie outside of what is seen. */
export const showCurrent: Attachment<HTMLElement> = (row) => {
	const current = row.querySelector('[aria-current]');
	if (current instanceof HTMLElement) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.clientWidth) / 2;
};
