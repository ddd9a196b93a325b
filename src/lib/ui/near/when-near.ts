import type { Attachment } from 'svelte/attachments';

/** So far outside of the view something counts as near: it has begun to load when one gets there. */
const NEAR_MARGIN = '300px 0px';

/** Calls back once, when the element comes near the view. Paper shows everything, and whoever goes by Tab passes everything in turn: both count. */
export function whenNear(found: () => void): Attachment<Element> {
	return (element) => {
		const observer = new IntersectionObserver(
			(entries) => {
				if (entries.some(({ isIntersecting }) => isIntersecting)) arrive();
			},
			{ rootMargin: NEAR_MARGIN }
		);
		const stop = () => {
			observer.disconnect();
			window.removeEventListener('beforeprint', arrive);
			window.removeEventListener('keydown', onKey);
		};
		const onKey = ({ key }: KeyboardEvent) => {
			if (key === 'Tab') arrive();
		};
		function arrive() {
			stop();
			found();
		}
		observer.observe(element);
		window.addEventListener('beforeprint', arrive);
		window.addEventListener('keydown', onKey);
		return stop;
	};
}
