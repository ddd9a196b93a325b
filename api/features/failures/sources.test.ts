import { describe, expect, it } from 'vitest';
import { cheapestSource, type Dimension, type Source } from './sources.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';

describe('cheapestSource', () => {
	it.each<[Dimension[], Bucket | null, Source]>([
		[[], 'hour', 'fleet_minute'],
		[['acquirer'], '5m', 'fleet_minute'],
		[['cause'], 'day', 'cause_hour'],
		[['cause'], '5m', 'txn'],
		[['issuer', 'acquirer'], 'hour', 'issuer_hour'],
		[['terminal', 'merchant'], null, 'terminal_hour'],
		[['issuer', 'cause'], 'day', 'txn'],
		[['scope'], 'day', 'txn'],
		[['model'], null, 'txn']
	])('told apart by %j in buckets of %s: %s', (dimensions, bucket, source) => {
		expect(cheapestSource(dimensions, bucket)).toBe(source);
	});
});
