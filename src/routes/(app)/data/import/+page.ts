import { importKind } from '#lib/features/ingest/import-file.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = ({ url }) => ({
	kind: importKind(url.searchParams.get('kind')) ?? ('transaction' as const)
});
