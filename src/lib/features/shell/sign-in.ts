/** Why nobody was signed in. Whether the e-mail is known at all is not among it. */
export type SignInRefusal = 'incomplete' | 'refused' | 'too_often' | 'unreachable' | 'unexpected';

/** Starts a session; null when it worked. */
export async function signIn(email: string, password: string): Promise<SignInRefusal | null> {
	if (email === '' || password === '') return 'incomplete';
	let answer: Response;
	try {
		answer = await fetch('/api/auth/sign-in/email', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ email, password })
		});
	} catch {
		return 'unreachable';
	}
	if (answer.ok) return null;
	if (answer.status === 429) return 'too_often';
	return answer.status < 500 ? 'refused' : 'unexpected';
}
