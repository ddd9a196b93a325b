// Before the tests that need one: a Postgres for this run with a migrated template, which each test file clones.
import type { TestProject } from 'vitest/node';
import { pgClient } from '#api/platform/db/client.ts';
import { migrate } from '#api/platform/db/migrate.ts';
import { startScratchServer } from '#api/platform/db/scratch.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Address of the database `postgres`; its user may make and drop databases. */
		postgresAdminUrl: string;
	}
}

export const TEMPLATE_DATABASE = 'tillwatch_template';

/** TEST_DATABASE_URL names the `postgres` database of a server to use instead of the embedded one. */
export default async function setup(project: TestProject) {
	const external = process.env.TEST_DATABASE_URL;
	if (external) {
		await makeTemplate(external);
		project.provide('postgresAdminUrl', external);
		return undefined;
	}
	const server = await startScratchServer();
	await server.migratedDatabase(TEMPLATE_DATABASE);
	project.provide('postgresAdminUrl', server.adminUrl);
	return server.stop;
}

async function makeTemplate(adminUrl: string): Promise<void> {
	const admin = pgClient(adminUrl, { max: 1 });
	try {
		await admin`drop database if exists ${admin(TEMPLATE_DATABASE)} with (force)`;
		await admin`create database ${admin(TEMPLATE_DATABASE)}`;
	} finally {
		await admin.end();
	}
	await migrate(databaseUrl(adminUrl, TEMPLATE_DATABASE));
}

export function databaseUrl(adminUrl: string, name: string): string {
	const url = new URL(adminUrl);
	url.pathname = `/${name}`;
	return url.href;
}
