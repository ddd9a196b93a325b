import { expect, it } from 'vitest';
import { fileSize } from './file-size.ts';

it.each([
	[0, '0 byte'],
	[999, '999 byte'],
	[1000, '1 kB'],
	[1_260_000, '1.3 MB'],
	[5_000_000_000_000, '5,000 GB']
])('%i bytes are %s', (bytes, text) => {
	expect(fileSize(bytes)).toBe(text);
});
