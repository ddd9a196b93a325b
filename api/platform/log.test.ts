import { describe, expect, it } from 'vitest';
import { createLogger } from './log.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
	let text = '';
	write(createLogger({ logLevel: 'info' }, { write: (line: string) => void (text += line) }));
	return text;
}

describe('the log', () => {
	it('holds no card number, wherever one turns up', () => {
		const text = logged((log) => {
			log.info({ merchant: '4111 1111 1111 1111' }, 'card 5500005555555559 declined');
			log.error({ err: new Error('bad record: {"pan":"4111111111111111"}') }, 'failed');
		});
		expect(text).toContain('declined');
		expect(text).not.toMatch(/4111[ -]?1111|5500005555555559/);
	});

	it('holds no credentials, bodies or query strings', () => {
		const text = logged((log) => {
			log.info({
				req: { headers: { authorization: 'Bearer tw_secret', cookie: 'session=secret' } },
				query: '?q=secret'
			});
			log.info({ body: 'secret', password: 'secret', person: { token: 'secret' } }, 'signed in');
		});
		expect(text).toContain('signed in');
		expect(text).not.toContain('secret');
	});
});
