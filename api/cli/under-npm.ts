const LOOK_EVERY_MS = 500;

/**
 * npm hands a request to end to the shell between itself and us, and the shell dies of it alone. So when our parent is gone, that
 * was the request: without this, `kill` of `npm start` would leave the server and its Postgres running.
 */
export function endWithNpm(): void {
	if (!process.env['npm_lifecycle_event']) return;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		process.kill(process.pid, 'SIGTERM');
	}, LOOK_EVERY_MS);
	timer.unref();
}
