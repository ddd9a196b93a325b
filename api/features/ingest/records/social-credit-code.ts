// China's unified social credit code (GB 32100-2015): 18 characters, often digits only but for one, with a check character.
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export const SOCIAL_CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

export function isSocialCreditCode(code: string): boolean {
	if (!SOCIAL_CREDIT_CODE.test(code)) return false;
	const sum = WEIGHTS.reduce((total, weight, at) => total + weight * CHARACTERS.indexOf(code.charAt(at)), 0);
	return CHARACTERS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}
