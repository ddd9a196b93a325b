// The one place where postgres.js is configured.
import { connect, type Socket } from 'node:net';
import postgres from 'postgres';
import { guardTransactions } from './lost-connection.ts';

export type ClientOptions = {
	/** Connections at most. */
	max?: number;
	/** Shown as application_name in pg_stat_activity. */
	name?: string;
	/** Server settings of these connections, such as `enable_seqscan: 'off'`. */
	settings?: Readonly<Record<string, string>>;
};

const CONNECTIONS_MAX = 10;
const RECONNECT_FIRST_SECONDS = 0.05;
const RECONNECT_LONGEST_SECONDS = 1;

/**
 * postgres.js never sets TCP_NODELAY: a COPY inside a transaction then waits about 90 ms for delayed acknowledgements.
 * The socket is returned while it is still connecting, since a factory that awaits the connection and rejects while the
 * server is down leaves that slot of the pool stuck for ever.
 */
function openSocket(target: { host: string[]; port: number[]; path?: string | false }): Socket {
	if (target.path) return connect(target.path);
	const [host, port] = [target.host[0], target.port[0]];
	if (port === undefined) throw new Error('The database address has no port');
	return connect({ port, noDelay: true, ...(host ? { host } : {}) });
}

/** A pool of connections: instants in UTC, int8 as number (money and counts stay far below 2^53), quiet notices. */
export function pgClient(url: string, options: ClientOptions = {}) {
	const settings = {
		max: options.max ?? CONNECTIONS_MAX,
		onnotice: () => {},
		// The default grows to 20 s: after a restart of the database the API would sit out most of it.
		backoff: (tries: number) =>
			Math.min(RECONNECT_FIRST_SECONDS * 2 ** tries, RECONNECT_LONGEST_SECONDS) * (0.5 + Math.random() / 2),
		connection: { ...options.settings, application_name: options.name ?? 'tillwatch', TimeZone: 'UTC' },
		types: {
			bigint: {
				to: 20,
				from: [20],
				parse: (text: string) => Number(text),
				serialize: (value: number | bigint) => String(value)
			}
		},
		socket: openSocket // postgres.js reads it, its types do not list it
	};
	const sql = postgres(url, settings);
	guardTransactions(sql as unknown as postgres.Sql);
	return sql;
}

export type Sql = ReturnType<typeof pgClient>;
/** What must happen within a transaction takes this: a caller without one does not compile. */
export type SqlTx = postgres.TransactionSql<Sql extends postgres.Sql<infer Types> ? Types : never>;
