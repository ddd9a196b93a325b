// The world that the end-to-end tests find: a server of their own, with these people and keys.
const PORT = Number(process.env.E2E_PORT ?? 4140);

export const E2E_ORIGIN = `http://127.0.0.1:${PORT}`;
export const API_BASE = `${E2E_ORIGIN}/api/v1`;
export const E2E_DATA_DIR = '.data/e2e';
/** Cookies of the signed-in manager; written once by the sign-in step, used by all tests. */
export const SESSION_FILE = 'test-results/session.json';

export const MANAGER = { email: 'manager@example.com', password: 'a long enough password' };
export const INGEST_KEY = 'e2e-key-0123456789-0123456789-0123456789';

export const e2eEnvironment = {
	PORT: String(PORT),
	NODE_ENV: 'production',
	TEST: '',
	TILLWATCH_DATA_DIR: E2E_DATA_DIR,
	TILLWATCH_DEMO: '0',
	TILLWATCH_LOG_LEVEL: 'warn',
	TILLWATCH_BOOTSTRAP_INGEST_KEY: INGEST_KEY,
	TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: MANAGER.email,
	TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: MANAGER.password
};
