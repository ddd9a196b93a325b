// Starts the API as a process and sends to it over real HTTP: for what has to be measured, or killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { request, type Agent } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import packageJson from '../../package.json' with { type: 'json' };

export type ApiProcess = { child: ChildProcess; port: number; ended: Promise<void> };

/** Resolves when it answers. */
export async function startApiProcess(env: NodeJS.ProcessEnv): Promise<ApiProcess> {
	const child = spawn(process.execPath, [...nodeFlags(), path.join(import.meta.dirname, 'api-process.ts')], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { PATH: process.env['PATH'], NODE_ENV: 'production', TILLWATCH_LOG_LEVEL: 'fatal', ...env }
	});
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	const port = await new Promise<number>((resolve, reject) => {
		createInterface({ input: child.stdout }).once('line', (line) => {
			resolve((JSON.parse(line) as { port: number }).port);
		});
		child.once('close', () => reject(new Error('The API ended before it was ready')));
	});
	return { child, port, ended };
}

/** Those of `npm start`, so that what is measured is what people run. */
function nodeFlags(): string[] {
	return packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

export type Target = { agent: Agent; port: number; method: 'POST' | 'PUT'; path: string; key: string };

export async function sendNdjson(target: Target, body: Buffer): Promise<{ status: number; text: string }> {
	const { key, ...address } = target;
	const headers = {
		authorization: `Bearer ${key}`,
		'content-type': 'application/x-ndjson',
		'content-length': body.length
	};
	return new Promise((resolve, reject) => {
		const outgoing = request({ ...address, host: '127.0.0.1', headers }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
			response.on('error', reject);
		});
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}
