import { expect } from 'vitest';
import { API, test } from '#tests/support/app.ts';

test('a manager who signed in is known by the session cookie', async ({ app }) => {
	const manager = await app.as('manager');
	const session = await manager.get('/api/auth/get-session');
	expect(await session.json()).toMatchObject({ user: { email: 'manager@example.com' } });
});

test('a page of another site cannot sign anybody in', async ({ app }) => {
	const response = await app.request('/api/auth/sign-in/email', {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
		body: JSON.stringify({ email: 'manager@example.com', password: 'a long enough password' })
	});
	expect(response.status).toBe(403);
});

test('an address that does not exist is a problem document, and nobody without credentials learns which do', async ({
	app
}) => {
	for (const [sender, status] of [
		['nobody', 401],
		['fleet key', 404]
	] as const) {
		const response = await (await app.as(sender)).get(`${API}/nothing-here`);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toContain('application/problem+json');
	}
});
