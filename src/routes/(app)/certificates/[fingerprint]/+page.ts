import { found } from '#lib/api/found.ts';
import { certificateQuery } from '#lib/features/certificates/certificates.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ params, parent, fetch }) => {
	const { queryClient } = await parent();
	await found(queryClient.query(certificateQuery(params.fingerprint, fetch)));
	return { fingerprint: params.fingerprint };
};
