// postgres.js 3.4.9 and a connection that breaks off inside a transaction: its begin() rejects, but then writes `rollback` to a socket
// that is no longer there, which ends the process, or to the next owner of the connection. reserve() is worse: it puts the dead
// connection back among the open ones. So nothing that outlives a start reserves, and begin is guarded until that is mended.
import type postgres from 'postgres';

const LOST_CODES = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED']);

export function isConnectionLost(error: unknown): boolean {
	return error instanceof Error && 'code' in error && LOST_CODES.has(String(error.code));
}

type Work = (tx: postgres.TransactionSql) => unknown;
type Begin = (options: string, work: Work) => Promise<unknown>;

/** Replaces `sql.begin` by one whose transaction says nothing more to a connection once that is lost. */
export function guardTransactions(sql: postgres.Sql): void {
	const begin = sql.begin.bind(sql) as Begin;
	const guarded = async (first: string | Work, second?: Work): Promise<unknown> => {
		const [options, work] = typeof first === 'string' ? [first, second as Work] : ['', first];
		let lost: unknown = null;
		const done = begin(options, async (tx) => {
			try {
				const result = await work(whileAlive(tx, () => lost));
				return lost ? await never() : result;
			} catch (error) {
				if (lost || isConnectionLost(error)) return await never();
				throw error;
			}
		});
		done.catch((error: unknown) => {
			if (isConnectionLost(error)) lost = error;
		});
		return done;
	};
	sql.begin = guarded as typeof sql.begin;
}

/** Not settling is what keeps postgres.js from writing `commit` or `rollback`; the caller has its rejection from begin already. */
async function never(): Promise<never> {
	return new Promise<never>(() => {});
}

/** The transaction, whose statements fail at once after the connection was lost. */
function whileAlive(tx: postgres.TransactionSql, lost: () => unknown): postgres.TransactionSql {
	return new Proxy(tx, {
		apply(target, self, args: unknown[]) {
			const isStatement = Array.isArray(args[0]) && 'raw' in args[0];
			if (isStatement && lost()) return Promise.reject(lost());
			return Reflect.apply(target as never, self, args) as unknown;
		},
		get(target, name, receiver) {
			if (name === 'unsafe' && lost()) return async () => Promise.reject(lost());
			return Reflect.get(target, name, receiver) as unknown;
		}
	});
}
