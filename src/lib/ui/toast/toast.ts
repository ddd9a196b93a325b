import { mount, tick } from 'svelte';

type Toast = {
	text: string;
	/** What did not work is said as an alert and stays longer. */
	isProblem?: boolean;
	action?: { label: string; run: () => void };
};

const PROBLEM_SHOWN_MS = 10_000;

let region: Promise<typeof import('svelte-sonner')> | undefined;

/**
 * Says in a corner that something was done. Loaded with the first one, so that pages do not carry it; the live region is
 * there before its first text, without which a screen reader would not read it out. For the browser only.
 */
export async function showToast({ text, isProblem = false, action }: Toast): Promise<void> {
	region ??= openRegion();
	const { toast } = await region;
	const options = action ? { action: { label: action.label, onClick: action.run } } : {};
	if (isProblem) toast.error(text, { ...options, duration: PROBLEM_SHOWN_MS });
	else toast(text, options);
}

async function openRegion() {
	const [sonner, { default: Toaster }] = await Promise.all([import('svelte-sonner'), import('./Toaster.svelte')]);
	mount(Toaster, { target: document.body });
	await tick();
	return sonner;
}
