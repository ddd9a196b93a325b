import { describe, expect, it } from 'vitest';
import type { Bucket } from '#lib/domain/time-windows.ts';
import { ladderFor, type Dimension, type Source } from './sources.ts';

describe('ladderFor', () => {
	it.each<[Dimension[], Bucket | null, Source[]]>([
		[[], 'hour', ['cause_hour', 'fleet_minute', 'txn']],
		[['acquirer'], '5m', ['fleet_minute', 'txn']],
		[['cause'], 'day', ['cause_hour', 'txn']],
		[['cause'], '5m', ['txn']],
		[['issuer', 'acquirer'], 'hour', ['issuer_hour', 'txn']],
		[['issuer'], 'day', ['slice_day', 'issuer_hour', 'txn']],
		[['terminal'], 'hour', ['terminal_hour', 'txn']],
		[['terminal', 'merchant'], null, ['terminal_day', 'terminal_hour', 'txn']],
		[['issuer', 'cause'], 'day', ['slice_day', 'txn']],
		[['issuer', 'cause'], 'hour', ['txn']],
		[['issuer', 'cause', 'acquirer'], null, ['slice_day', 'txn']],
		[['issuer', 'cause', 'code'], null, ['txn']],
		[['model', 'terminal'], null, ['txn']],
		[['model', 'firmware'], null, ['slice_day', 'txn']],
		[['issuer', 'region'], null, ['txn']],
		[['scope'], 'day', ['slice_day', 'txn']],
		[['model'], null, ['slice_day', 'txn']],
		[['vendor'], null, ['slice_day', 'txn']],
		[['vendor', 'issuer'], null, ['txn']],
		[['mcc'], 'day', ['terminal_day', 'terminal_hour', 'txn']],
		[['mcc'], null, ['merchant_running', 'terminal_day', 'terminal_hour', 'txn']],
		[['merchant', 'acquirer'], 'hour', ['terminal_hour', 'txn']],
		[['entryMode', 'code'], 'day', ['slice_day', 'txn']],
		[['entryMode', 'issuer'], 'day', ['txn']],
		[['latency', 'model'], 'day', ['slice_day', 'txn']],
		[['latency', 'issuer'], 'day', ['txn']]
	])('told apart by %j in buckets of %s: %j', (dimensions, bucket, ladder) => {
		expect(ladderFor(dimensions, bucket)).toEqual(ladder);
	});

	it('reads whole weeks for one sum of outcomes', () => {
		const weeks = ['terminal_running', 'terminal_day', 'terminal_hour', 'txn'];
		expect(ladderFor(['terminal', 'mcc'], null, 'outcomes')).toEqual(weeks);
		expect(ladderFor(['terminal'], 'day', 'outcomes')).toEqual(weeks.slice(1));
		expect(ladderFor(['terminal', 'issuer'], null, 'outcomes')).toEqual(['txn']);
	});
});
