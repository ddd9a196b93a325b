import { expect, it } from 'vitest';
import { unsampledFunctions } from '#api/cli/gen/query-snapshots.ts';

it('every function that a repo exports is sampled, so that its SQL can be read in review', async () => {
	expect(await unsampledFunctions()).toEqual([]);
});
