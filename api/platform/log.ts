import pino, { type DestinationStream, type Logger } from 'pino';
import { maskCardNumbers } from '#lib/domain/card-numbers.ts';
import type { Config } from './config.ts';

export type { Logger };

/** Nothing under these names is ever written, whoever logs the object. */
const SECRET_PATHS = ['authorization', 'cookie', 'password', 'secret', 'token', 'body', 'query'].flatMap((name) => [
	name,
	`*.${name}`,
	`*.headers.${name}`
]);

/**
 * JSON lines on standard output. Each finished line is searched for card numbers before it leaves the process, so that
 * an error message that quotes its input cannot carry one out.
 */
export function createLogger(
	config: Pick<Config, 'logLevel'>,
	destination: DestinationStream = pino.destination(1)
): Logger {
	return pino(
		{
			level: config.logLevel,
			base: null,
			timestamp: pino.stdTimeFunctions.isoTime,
			redact: { paths: SECRET_PATHS, censor: '[hidden]' },
			hooks: { streamWrite: maskCardNumbers }
		},
		destination
	);
}
