import { describe, expect, it } from 'vitest';
import { qualifiedCode, readQualifiedCode } from './qualified-codes.ts';

describe('qualified codes', () => {
	it.each([
		['cup:51', { profile: 'cup', code: '51' }],
		['term:TLS_:x', { profile: 'term', code: 'TLS_:x' }],
		['iso:no-answer', { profile: 'iso', code: null }]
	] as const)('%s is read as it is written', (text, parts) => {
		expect(readQualifiedCode(text)).toEqual(parts);
		expect(qualifiedCode(parts)).toBe(text);
	});

	it.each(['51', 'cup', 'cup:', ':51', 'visa:51', ''])('%j names no code', (text) => {
		expect(readQualifiedCode(text)).toBeNull();
	});
});
