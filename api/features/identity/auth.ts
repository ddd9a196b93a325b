// better-auth does passwords, sessions and cookies; who may see what is decided by our own tables (identity.repo.ts).
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { PASSWORD_LENGTH_MIN } from '#api/platform/config.ts';
import type { Db } from '#api/platform/db/db.ts';
import { CLIENT_ADDRESS_HEADER } from '#api/platform/front-door.ts';
import type { Logger } from '#api/platform/log.ts';
import type { TrustedOrigins } from './origins.ts';

export const AUTH_BASE_PATH = '/api/auth';

const SESSION_SECONDS = 7 * 24 * 3600;
const SESSION_REFRESH_SECONDS = 24 * 3600;
/** Guessing a password: ten tries a minute from one address. */
const SIGN_IN_WINDOW_SECONDS = 60;
const SIGN_IN_TRIES_MAX = 10;
const PASSWORD_LENGTH_MAX = 128;

export type AuthSettings = {
	/** Where browsers find us, for example http://127.0.0.1:3000 */
	baseUrl: string;
	trustedOrigins: TrustedOrigins;
	secret: string;
	rateLimited: boolean;
	log: Pick<Logger, 'warn' | 'error'>;
};

export function authOptions(db: Db, settings: AuthSettings) {
	return {
		appName: 'Tillwatch',
		baseURL: settings.baseUrl,
		basePath: AUTH_BASE_PATH,
		secret: settings.secret,
		// better-auth passes null where it has no request.
		trustedOrigins: (request) => settings.trustedOrigins(request ?? undefined),
		database: { db, type: 'postgres', schemaName: 'auth', transaction: true },
		emailAndPassword: {
			enabled: true,
			// People are made by a fleet manager or by the command line; nobody signs themselves up.
			disableSignUp: true,
			minPasswordLength: PASSWORD_LENGTH_MIN,
			maxPasswordLength: PASSWORD_LENGTH_MAX,
			revokeSessionsOnPasswordReset: true
		},
		session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_REFRESH_SECONDS },
		rateLimit: {
			enabled: settings.rateLimited,
			storage: 'memory',
			customRules: { '/sign-in/email': { window: SIGN_IN_WINDOW_SECONDS, max: SIGN_IN_TRIES_MAX } }
		},
		advanced: {
			cookiePrefix: 'tillwatch',
			useSecureCookies: settings.baseUrl.startsWith('https:'),
			// Said outright: left unsaid, a variable TEST in the environment would switch these checks off.
			disableOriginCheck: false,
			disableCSRFCheck: false,
			ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
			database: { generateId: 'uuid' }
		},
		telemetry: { enabled: false },
		logger: {
			level: 'warn',
			// Its further arguments may hold what a visitor has typed, and are left out.
			log: (level, message) => (level === 'error' ? settings.log.error(message) : settings.log.warn(message))
		}
	} satisfies BetterAuthOptions;
}

export const createAuth = (db: Db, settings: AuthSettings) => betterAuth(authOptions(db, settings));

export type Auth = ReturnType<typeof createAuth>;
