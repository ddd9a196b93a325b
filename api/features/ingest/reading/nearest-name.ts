/** Further apart than this, a suggestion would only confuse. */
const DISTANCE_MAX = 3;

/** The known name that was probably meant, or null. Case and separators do not count. */
export function nearestName(name: string, known: Iterable<string>): string | null {
	const wanted = bare(name).slice(0, 64);
	let nearest: string | null = null;
	let best = Math.min(DISTANCE_MAX, Math.ceil(wanted.length / 3)) + 1;
	for (const candidate of known) {
		const distance = editDistance(wanted, bare(candidate));
		if (distance < best) {
			best = distance;
			nearest = candidate;
		}
	}
	return nearest;
}

function bare(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
