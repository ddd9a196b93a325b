// How the known schemes order versions. Which scheme a version follows is said by its owner, never guessed from its text.

/** `numbers` is what most vendors mean: groups of digits between dots, of any count. */
export const VERSION_SCHEMES = ['numbers', 'semver', 'debian', 'rpm', 'fwupd'] as const;
export type VersionScheme = (typeof VERSION_SCHEMES)[number];

/** Negative, zero or positive as for `sort`; null where a text is no version of the scheme. */
export function compareInScheme(scheme: VersionScheme, a: string, b: string): number | null {
	return SCHEMES[scheme](a, b);
}

const SCHEMES: Readonly<Record<VersionScheme, (a: string, b: string) => number | null>> = {
	numbers: compareNumberTexts,
	semver: compareSemver,
	debian: compareDebian,
	rpm: compareRpm,
	fwupd: compareFwupd
};

/** 1.2 is older than 1.2.0.1 and the same as 1.2.0: a group that is not written counts as nought. */
export function compareNumbers(a: readonly bigint[], b: readonly bigint[]): number {
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const order = sign(a[index] ?? 0n, b[index] ?? 0n);
		if (order !== 0) return order;
	}
	return 0;
}

export function numbersOf(text: string): bigint[] | null {
	return /^\d+(\.\d+)*$/.test(text) ? text.split('.').map(BigInt) : null;
}

function compareNumberTexts(a: string, b: string): number | null {
	const [ofA, ofB] = [numbersOf(a), numbersOf(b)];
	return ofA && ofB && compareNumbers(ofA, ofB);
}

const SEMVER = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Precedence of Semantic Versioning 2.0.0, section 11: what is built on top (`+…`) does not count. */
function compareSemver(a: string, b: string): number | null {
	const [ofA, ofB] = [SEMVER.exec(a), SEMVER.exec(b)];
	if (!ofA || !ofB) return null;
	const release = compareNumbers(ofA.slice(1, 4).map(BigInt), ofB.slice(1, 4).map(BigInt));
	return release === 0 ? comparePreReleases(ofA[4], ofB[4]) : release;
}

function comparePreReleases(a: string | undefined, b: string | undefined): number {
	if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
	const [ofA, ofB] = [a.split('.'), b.split('.')];
	for (let index = 0; index < Math.max(ofA.length, ofB.length); index++) {
		const [left, right] = [ofA[index], ofB[index]];
		if (left === undefined || right === undefined) return ofA.length - ofB.length;
		const [isLeftNumber, isRightNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
		const order =
			isLeftNumber && isRightNumber
				? sign(BigInt(left), BigInt(right))
				: isLeftNumber === isRightNumber
					? sign(left, right)
					: Number(isRightNumber) - Number(isLeftNumber);
		if (order !== 0) return order;
	}
	return 0;
}

const DEBIAN = /^(?:(\d+):)?([0-9A-Za-z.+:~-]*?)(?:-([0-9A-Za-z.+~]*))?$/;

/** `[epoch:]upstream[-revision]`, deb-version(7). */
function compareDebian(a: string, b: string): number | null {
	const [ofA, ofB] = [DEBIAN.exec(a), DEBIAN.exec(b)];
	if (!ofA || !ofB) return null;
	return (
		sign(BigInt(ofA[1] ?? 0), BigInt(ofB[1] ?? 0)) ||
		compareDebianPart(ofA[2] ?? '', ofB[2] ?? '') ||
		compareDebianPart(ofA[3] ?? '', ofB[3] ?? '')
	);
}

/** Text and digits in turn; in text `~` comes before the end, the end before letters, letters before all else. */
function compareDebianPart(a: string, b: string): number {
	const [ofA, ofB] = [textAndDigits(a), textAndDigits(b)];
	for (let index = 0; index < Math.max(ofA.length, ofB.length); index++) {
		const [left, right] = [ofA[index] ?? '', ofB[index] ?? ''];
		const order = index % 2 === 0 ? compareDebianText(left, right) : sign(BigInt(left || 0), BigInt(right || 0));
		if (order !== 0) return order;
	}
	return 0;
}

/** Begins with text, be it empty, and changes with each item. */
function textAndDigits(text: string): string[] {
	const parts = text.match(/\d+|\D+/g) ?? [];
	return /^\d/.test(text) ? ['', ...parts] : parts;
}

function compareDebianText(a: string, b: string): number {
	const weight = (character: string | undefined) => {
		if (character === undefined) return 0;
		if (character === '~') return -1;
		return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
	};
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const order = weight(a[index]) - weight(b[index]);
		if (order !== 0) return order;
	}
	return 0;
}

/** Runs of digits and of letters, whatever stands between them; digits are newer than letters, more is newer, `~` is older. */
function compareRpm(a: string, b: string): number {
	const [ofA, ofB] = [a.match(/\d+|[A-Za-z]+|~/g) ?? [], b.match(/\d+|[A-Za-z]+|~/g) ?? []];
	for (let index = 0; index < Math.max(ofA.length, ofB.length); index++) {
		const [left, right] = [ofA[index], ofB[index]];
		if ((left === '~') !== (right === '~')) return left === '~' ? -1 : 1;
		if (left === undefined || right === undefined) return ofA.length - ofB.length;
		const order = compareRuns(left, right);
		if (order !== 0) return order;
	}
	return 0;
}

function compareRuns(a: string, b: string): number {
	const [isNumberA, isNumberB] = [/^\d/.test(a), /^\d/.test(b)];
	if (isNumberA && isNumberB) return sign(BigInt(a), BigInt(b));
	return isNumberA === isNumberB ? sign(a, b) : Number(isNumberA) - Number(isNumberB);
}

/** Groups between dots: their number first, what follows it as text; `~` makes it older. */
function compareFwupd(a: string, b: string): number {
	const [ofA, ofB] = [a.split('.'), b.split('.')];
	for (let index = 0; index < Math.max(ofA.length, ofB.length); index++) {
		const [left, right] = [ofA[index], ofB[index]];
		if (left === undefined || right === undefined) return ofA.length - ofB.length;
		const order = compareDebianPart(left, right);
		if (order !== 0) return order;
	}
	return 0;
}

function sign<Value extends bigint | string>(a: Value, b: Value): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
