// Everything that can be set from outside, read once by the process entry; nothing below it looks at the environment.
import { z } from 'zod';

const PORT_MAX = 65_535;
/** Long enough that a key cannot be guessed, and the same bound as the contract states. */
const BOOTSTRAP_KEY_LENGTH_MIN = 32;
const AUTH_SECRET_LENGTH_MIN = 32;
export const PASSWORD_LENGTH_MIN = 12;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

const flag = z
	.stringbool({ truthy: ['1', 'true', 'yes', 'on'], falsy: ['0', 'false', 'no', 'off'] })
	.describe('1 or 0');

const originUrl = z
	.url({ protocol: /^https?$/, error: 'an address such as https://tillwatch.example.com' })
	.transform((value) => new URL(value).origin);

const environment = z
	.object({
		HOST: z.string().default('127.0.0.1').describe('Address the server listens on'),
		PORT: z.coerce.number().int().min(0).max(PORT_MAX).default(3000).describe('Port of pages and API'),
		DATABASE_URL: z
			.url({ protocol: /^postgres(ql)?$/, error: 'an address such as postgres://user:password@host/database' })
			.optional()
			.describe('Postgres 15 or newer to use; without it a private one is started in the data folder'),
		NODE_ENV: z.string().default('production').describe('"production" turns on rate limits at sign-in'),
		TILLWATCH_DATA_DIR: z.string().default('.data').describe('Where the private Postgres and generated secrets live'),
		TILLWATCH_DEMO: flag.default(false).describe('1 fills an empty database with the demo fleet (npm start sets it)'),
		TILLWATCH_ORIGIN: originUrl.optional().describe('Public address, when a proxy stands in front'),
		TILLWATCH_TIME_ZONE: z
			.string()
			.refine(isTimeZone, 'an IANA time zone such as Asia/Shanghai')
			.default('Asia/Shanghai')
			.describe('Time zone of the fleet: its days begin at midnight there'),
		TILLWATCH_AUTH_SECRET: z
			.string()
			.min(AUTH_SECRET_LENGTH_MIN)
			.optional()
			.describe('Signs session cookies; without it one is generated and kept in the data folder'),
		TILLWATCH_BOOTSTRAP_INGEST_KEY: z
			.string()
			.regex(
				new RegExp(`^[A-Za-z0-9_-]{${BOOTSTRAP_KEY_LENGTH_MIN},}$`),
				`${BOOTSTRAP_KEY_LENGTH_MIN} or more URL-safe characters`
			)
			.optional()
			.describe('First start: creates this API key with scopes ingest and read'),
		TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: z.email().optional().describe('First start: creates this fleet manager'),
		TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: z
			.string()
			.min(PASSWORD_LENGTH_MIN)
			.optional()
			.describe('First start: password of that fleet manager'),
		TILLWATCH_LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe(LOG_LEVELS.join(', '))
	})
	.refine((env) => !env.TILLWATCH_BOOTSTRAP_ADMIN_EMAIL === !env.TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD, {
		path: ['TILLWATCH_BOOTSTRAP_ADMIN_EMAIL'],
		error: 'set it together with TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD, or neither'
	});

export type Config = {
	host: string;
	port: number;
	databaseUrl?: string | undefined;
	dataDir: string;
	demo: boolean;
	origin?: string | undefined;
	timeZone: string;
	authSecret?: string | undefined;
	bootstrapIngestKey?: string | undefined;
	bootstrapAdminEmail?: string | undefined;
	bootstrapAdminPassword?: string | undefined;
	logLevel: (typeof LOG_LEVELS)[number];
	production: boolean;
};

/** Says which variables are wrong and why, never what they held: some are secrets. */
export class ConfigError extends Error {}

/** Reads the settings out of `env`; an empty variable counts as not set. All problems are reported at once. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const parsed = environment.safeParse(given);
	if (!parsed.success) {
		const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
		throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}`);
	}
	const settings = parsed.data;
	return {
		host: settings.HOST,
		port: settings.PORT,
		databaseUrl: settings.DATABASE_URL,
		dataDir: settings.TILLWATCH_DATA_DIR,
		demo: settings.TILLWATCH_DEMO,
		origin: settings.TILLWATCH_ORIGIN,
		timeZone: settings.TILLWATCH_TIME_ZONE,
		authSecret: settings.TILLWATCH_AUTH_SECRET,
		bootstrapIngestKey: settings.TILLWATCH_BOOTSTRAP_INGEST_KEY,
		bootstrapAdminEmail: settings.TILLWATCH_BOOTSTRAP_ADMIN_EMAIL,
		bootstrapAdminPassword: settings.TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD,
		logLevel: settings.TILLWATCH_LOG_LEVEL,
		production: settings.NODE_ENV === 'production'
	};
}

/** The table of settings for the README and `--help`: what exists, its default, what it does. */
export function describeSettings(): { name: string; byDefault: string; meaning: string }[] {
	return Object.entries(environment.shape).map(([name, schema]) => {
		const fallback = schema.safeParse(undefined);
		const byDefault = fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
		return { name, byDefault, meaning: z.globalRegistry.get(schema)?.description ?? '' };
	});
}
