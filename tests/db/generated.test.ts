import { expect } from 'vitest';
import { generatedFromDatabase, staleness } from '#api/cli/gen.ts';
import { test } from '#tests/support/database.ts';

test('the committed table types and schema dump are those of a freshly migrated database', async ({ database }) => {
	expect(await staleness(await generatedFromDatabase(database.url))).toBe('');
});
