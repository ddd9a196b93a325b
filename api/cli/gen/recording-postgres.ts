// A server that speaks just enough of Postgres to write down the statements it is sent; every answer is "no rows".
// So the SQL of the repos is taken from the real drivers, without a database.
import { createServer, type AddressInfo, type Socket } from 'node:net';

export type RecordingPostgres = {
	url: string;
	/** Forgets and returns what came in since the last call. */
	taken(): string[];
	stop(): Promise<void>;
};

/** What the driver asks for itself: array types at its first connection, and the frame of transactions. */
const NOT_OURS = /^select b\.oid|^(begin|commit|rollback|savepoint|start transaction|set transaction)\b/i;

export async function startRecordingPostgres(): Promise<RecordingPostgres> {
	let statements: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		serve(socket, (text) => {
			if (!NOT_OURS.test(text.trim())) statements.push(text);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `postgres://recorder@127.0.0.1:${port}/recorder`,
		taken: () => {
			const result = statements;
			statements = [];
			return result;
		},
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

const LENGTH_BYTES = 4;

function serve(socket: Socket, record: (statement: string) => void): void {
	let received = Buffer.alloc(0);
	let started = false;
	const answer = statefulAnswers(record);
	socket.on('data', (chunk: Buffer) => {
		received = Buffer.concat([received, chunk]);
		for (;;) {
			// The first message has no type byte.
			const typeBytes = started ? 1 : 0;
			if (received.length < typeBytes + LENGTH_BYTES) return;
			const end = typeBytes + received.readInt32BE(typeBytes);
			if (received.length < end) return;
			const type = started ? String.fromCharCode(received[0] ?? 0) : 'startup';
			const body = received.subarray(typeBytes + LENGTH_BYTES, end);
			received = received.subarray(end);
			started = true;
			if (type === 'X') socket.end();
			else socket.write(answer(type, body));
		}
	});
}

/** Answers to one connection: a Describe that names no statement means the one parsed last. */
function statefulAnswers(record: (statement: string) => void) {
	const prepared = new Map<string, string>();
	let command = 'SELECT 0';
	return (type: string, body: Buffer): Buffer => {
		const [first = '', second = ''] = body.toString('utf8').split('\0');
		switch (type) {
			case 'startup':
				return Buffer.concat([message('R', int32(0)), READY]);
			case 'Q':
				record(first);
				return Buffer.concat([message('C', Buffer.from(`${commandTag(first)}\0`)), READY]);
			case 'P':
				prepared.set(first, second);
				return message('1');
			case 'D':
				return Buffer.concat([message('t', parameterTypes(prepared.get(first.slice(1)) ?? '')), message('n')]);
			case 'B': {
				const statement = prepared.get(second) ?? '';
				record(statement);
				command = commandTag(statement);
				return message('2');
			}
			case 'E':
				return message('C', Buffer.from(`${command}\0`));
			case 'S':
				return READY;
			case 'C':
				return message('3');
			default:
				return Buffer.alloc(0);
		}
	};
}

const READY = message('Z', Buffer.from('I'));

function message(type: string, body: Buffer = Buffer.alloc(0)): Buffer {
	return Buffer.concat([Buffer.from(type), int32(LENGTH_BYTES + body.length), body]);
}

function int32(value: number): Buffer {
	const bytes = Buffer.alloc(LENGTH_BYTES);
	bytes.writeInt32BE(value);
	return bytes;
}

/** Every parameter is said to be text, which every value can be sent as. */
const TEXT_OID = 25;
function parameterTypes(statement: string): Buffer {
	const count = Math.max(0, ...[...statement.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
	const bytes = Buffer.alloc(2);
	bytes.writeInt16BE(count);
	return Buffer.concat([bytes, ...Array.from({ length: count }, () => int32(TEXT_OID))]);
}

function commandTag(statement: string): string {
	const verb = (/^\W*(\w+)/.exec(statement)?.[1] ?? 'select').toUpperCase();
	return verb === 'INSERT' ? 'INSERT 0 0' : `${verb} 0`;
}
