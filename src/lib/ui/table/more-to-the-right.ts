import type { Attachment } from 'svelte/attachments';

/** A pixel of rounding is no content. */
const HIDDEN_PX_MIN = 2;

/** Tells whether a sideways scroller hides something at its right edge, whenever that changes. */
export function moreToTheRight(changed: (isMore: boolean) => void): Attachment<HTMLElement> {
	return (scroller) => {
		const look = () => changed(scroller.scrollWidth - scroller.clientWidth - scroller.scrollLeft >= HIDDEN_PX_MIN);
		const observer = new ResizeObserver(look);
		observer.observe(scroller);
		for (const child of scroller.children) observer.observe(child);
		scroller.addEventListener('scroll', look, { passive: true });
		return () => {
			observer.disconnect();
			scroller.removeEventListener('scroll', look);
		};
	};
}
