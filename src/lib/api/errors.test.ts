import { expect, it } from 'vitest';
import { ApiError, isPassing, readProblem } from './errors.ts';

const problem = {
	type: 'urn:tillwatch:problem:request.invalid',
	title: 'The request is not valid',
	status: 400,
	detail: 'from: must be an instant',
	code: 'request.invalid',
	requestId: 'b7c0',
	issues: [{ path: 'from', code: 'custom', message: 'must be an instant' }]
};

it('keeps code, request id and every issue of a problem document', async () => {
	const error = await readProblem(Response.json(problem, { status: 400 }));
	expect(error).toMatchObject({ status: 400, code: 'request.invalid', requestId: 'b7c0', issues: problem.issues });
});

it('makes an error of whatever a proxy answers, with the request id where there is one', async () => {
	const answer = new Response('<html>', { status: 502, headers: { 'x-request-id': 'a1' } });
	expect(await readProblem(answer)).toMatchObject({ status: 502, code: 'http.502', requestId: 'a1' });
	expect(await readProblem(new Response('', { status: 504 }))).toMatchObject({
		code: 'http.504',
		requestId: undefined
	});
});

it('only the network and the server for the moment are worth a second try', () => {
	expect(isPassing(new TypeError('Failed to fetch'))).toBe(true);
	expect(isPassing(new ApiError(503, {}))).toBe(true);
	expect(isPassing(new ApiError(400, {}))).toBe(false);
	expect(isPassing(new ApiError(404, {}))).toBe(false);
});
