import { describe, expect, it } from 'vitest';
import { ConfigError, describeSettings, readConfig } from './config.ts';

describe('readConfig', () => {
	it('needs nothing to be set, and counts an empty variable as not set', () => {
		const config = readConfig({ PORT: '', DATABASE_URL: '' });
		expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, dataDir: '.data', demo: false, production: true });
		expect(config).toMatchObject({ timeZone: 'Asia/Shanghai', logLevel: 'info', databaseUrl: undefined });
	});

	it('reports every setting that cannot be used, and never what a secret held', () => {
		const read = () =>
			readConfig({
				PORT: '70000',
				TILLWATCH_TIME_ZONE: 'Mars/Olympus',
				TILLWATCH_BOOTSTRAP_INGEST_KEY: 'too short',
				TILLWATCH_AUTH_SECRET: 'hunter2'
			});
		expect(read).toThrow(ConfigError);
		expect(read).toThrow(/PORT[^]*TILLWATCH_TIME_ZONE[^]*TILLWATCH_AUTH_SECRET[^]*TILLWATCH_BOOTSTRAP_INGEST_KEY/);
		expect(read).not.toThrow(/hunter2|too short/);
	});

	it('wants e-mail and password of the first manager together', () => {
		expect(() => readConfig({ TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: 'a@example.com' })).toThrow(
			/together with TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD/
		);
	});

	it('reduces a public address to its origin, as browsers send it', () => {
		expect(readConfig({ TILLWATCH_ORIGIN: 'https://till.example.com/' }).origin).toBe('https://till.example.com');
		expect(() => readConfig({ TILLWATCH_ORIGIN: 'till.example.com' })).toThrow(/TILLWATCH_ORIGIN/);
	});

	it('takes 0 and 1 for the demo fleet, and nothing that could be read either way', () => {
		expect(readConfig({ TILLWATCH_DEMO: '1' }).demo).toBe(true);
		expect(readConfig({ TILLWATCH_DEMO: '0' }).demo).toBe(false);
		expect(() => readConfig({ TILLWATCH_DEMO: 'maybe' })).toThrow(/TILLWATCH_DEMO/);
	});
});

describe('describeSettings', () => {
	it('explains every setting', () => {
		const settings = describeSettings();
		expect(settings.map((setting) => setting.name)).toContain('TILLWATCH_ORIGIN');
		expect(settings.filter((setting) => !setting.meaning)).toEqual([]);
		expect(settings.find((setting) => setting.name === 'PORT')?.byDefault).toBe('3000');
	});
});
