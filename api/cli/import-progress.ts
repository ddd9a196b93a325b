import { SingleBar } from 'cli-progress';
import type { Terminal } from './command.ts';

type Counts = { received: number; accepted: number; duplicates: number; rejected: number };

export type ImportProgress = {
	/** The same bytes, counted on their way: progress is how much of the file was read. */
	counted(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
	update(counts: Counts): void;
	end(): void;
};

const LINE_EVERY_MS = 5000;
const BAR_FORMAT = '{bar} {percentage}% | {received} records, {rejected} rejected | {eta_formatted} left';

/** A bar for a person, a line now and then for a log. */
export function importProgress(fileBytes: number | null, terminal: Terminal): ImportProgress {
	let readBytes = 0;
	const show = fileBytes !== null && process.stderr.isTTY ? bar(fileBytes) : lines(fileBytes, terminal);
	return {
		async *counted(source) {
			for await (const bytes of source) {
				readBytes += bytes.length;
				yield bytes;
			}
		},
		update: (counts) => show.update(readBytes, counts),
		end: () => show.end()
	};
}

type Display = { update(readBytes: number, counts: Counts): void; end(): void };

function bar(fileBytes: number): Display {
	const display = new SingleBar({ format: BAR_FORMAT, hideCursor: true, clearOnComplete: true, etaBuffer: 50 });
	display.start(fileBytes, 0, { received: 0, rejected: 0 });
	return {
		update: (readBytes, { received, rejected }) => display.update(readBytes, { received, rejected }),
		end: () => display.stop()
	};
}

function lines(fileBytes: number | null, terminal: Terminal): Display {
	let lastLineMs = performance.now();
	return {
		update: (readBytes, { received, rejected }) => {
			if (performance.now() - lastLineMs < LINE_EVERY_MS) return;
			lastLineMs = performance.now();
			const share = fileBytes === null ? '' : `${Math.floor((readBytes / fileBytes) * 100)} % read, `;
			terminal.tell(`${share}${received} records, ${rejected} rejected`);
		},
		end: () => {}
	};
}
