// What Prometheus reads at /metrics.
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

export type Metrics = {
	text(): Promise<string>;
	contentType: string;
	request(method: string, route: string, status: number, seconds: number): void;
	ingested(kind: string, counts: { accepted: number; duplicates: number; rejected: number }): void;
};

export function createMetrics(): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const requests = new Histogram({
		name: 'tillwatch_http_request_seconds',
		help: 'Time to answer, by route',
		labelNames: ['method', 'route', 'status'],
		buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 30],
		registers: [registry]
	});
	const records = new Counter({
		name: 'tillwatch_ingest_records_total',
		help: 'Records that came in, by kind and what became of them',
		labelNames: ['kind', 'outcome'],
		registers: [registry]
	});
	return {
		text: async () => registry.metrics(),
		contentType: registry.contentType,
		request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
		ingested(kind, counts) {
			for (const outcome of ['accepted', 'duplicates', 'rejected'] as const) {
				records.inc({ kind, outcome }, counts[outcome]);
			}
		}
	};
}
